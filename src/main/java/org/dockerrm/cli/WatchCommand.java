package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows a request while it is under way, from the manager's events about it. */
@Command(
    name = "watch",
    description = {
      "Shows the steps of a request and what its scripts print, until its end.",
      "A request that has ended is shown as it was. Ctrl-C ends the watching, not the request."
    })
final class WatchCommand implements Callable<Integer> {

  private final Session session;
  private long begun;
  private boolean lineOpen;

  @Parameters(
      paramLabel = "REQUEST",
      description = "Its requestId, or an instance's name: then its newest request.")
  private String request = "";

  WatchCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    return follow(session.names().request(request));
  }

  /** Shows a request until its end; the exit code says how it ended. */
  int follow(String id) {
    begun = System.nanoTime();
    String path = "/lifecycle/transitions/" + id + "/output?follow=true";
    try (var stream = session.client().stream(path, "text/event-stream")) {
      Events events = new Events(stream);
      for (Optional<Events.Event> event = events.next();
          event.isPresent() && !Thread.currentThread().isInterrupted();
          event = events.next()) {
        JsonNode data = Json.read(event.get().data());
        if (event.get().name().equals("end")) {
          endLine();
          return new Requests(session).ended(what(data), data);
        }
        show(event.get().name(), data);
      }
    } catch (IOException e) {
      endLine();
      throw session.client().unreachable(e);
    }
    endLine();
    throw new CommandFailure(
        ExitCode.UNREACHABLE,
        "the events about request " + id + " ended before it did",
        "The resource manager may have been stopped; the request goes on when it is up again.",
        "Watch it again with: dockerrm watch " + id);
  }

  private static String what(JsonNode request) {
    String name = Json.text(request, "resourceName");
    return Json.text(request, "transitionName")
        + " of "
        + (name.isEmpty() ? Json.text(request, "resourceId") : name);
  }

  private void show(String event, JsonNode data) {
    if (!session.printer().isForReading()) {
      return;
    }
    switch (event) {
      case "step" ->
          line(
              "[%d/%d] %s"
                  .formatted(
                      data.path("step").asInt(),
                      data.path("steps").asInt(),
                      Json.text(data, "activity")));
      case "output" -> output(Json.text(data, "text"));
      case "exit" ->
          line(
              Json.text(data, "script")
                  + " ended with exit code "
                  + data.path("exitCode").asText("unknown"));
      default -> {
        // A newer manager may have more events.
      }
    }
  }

  private void line(String text) {
    endLine();
    session.console().say("%7.2f s  %s".formatted((System.nanoTime() - begun) / 1e9, text));
  }

  private void output(String text) {
    session.console().out().print(Console.clean(text));
    session.console().out().flush();
    lineOpen = !text.isEmpty() && !text.endsWith("\n");
  }

  private void endLine() {
    if (lineOpen) {
      session.console().out().println();
      lineOpen = false;
    }
  }
}
