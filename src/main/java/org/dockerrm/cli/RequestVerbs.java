package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands about requests that are under way. */
final class RequestVerbs {

  private RequestVerbs() {}

  /** What can be done with a request. */
  enum Action {
    RETRY("Tries the failed step of a request again, with other properties if given."),
    CANCEL("Ends a request that is under way."),
    SUSPEND("Stops a request before its next step."),
    RESUME("Lets a suspended request go on.");

    private final String description;

    Action(String description) {
      this.description = description;
    }

    String verb() {
      return name().toLowerCase(Locale.ROOT);
    }

    String description() {
      return description;
    }
  }

  static Act act(Session session, Action action) {
    return action == Action.RETRY ? new Retry(session) : new Act(session, action);
  }

  @Command
  static class Act implements Callable<Integer> {

    private final Session session;
    private final Action action;

    @Parameters(
        paramLabel = "REQUEST",
        description = "Its requestId, or an instance's name: then its newest request.")
    private String request = "";

    Act(Session session, Action action) {
      this.session = session;
      this.action = action;
    }

    /** The body of the call. */
    Map<String, Object> body() {
      return Map.of();
    }

    @Override
    public Integer call() {
      String id = session.names().request(request);
      String path = "/lifecycle/transitions/" + id + "/" + action.verb();
      JsonNode now = session.client().post(path, body(), Map.of());
      if (session.printer().isForReading()) {
        String state = Json.text(now, "requestState");
        session.console().say("%s of request %s: it is %s".formatted(action.verb(), id, state));
      } else {
        session.printer().one(now, "requestId");
      }
      return ExitCode.DONE.value();
    }
  }

  @Command
  static final class Retry extends Act {

    @Mixin private PropertyOptions properties = new PropertyOptions();

    Retry(Session session) {
      super(session, Action.RETRY);
    }

    @Override
    Map<String, Object> body() {
      Map<String, String> given = properties.all();
      return given.isEmpty() ? Map.of() : Map.of("properties", given);
    }
  }

  @Command(
      name = "repeat",
      description = "Makes a new request with the values of one that has ended.")
  static final class Repeat implements Callable<Integer> {

    private final Session session;

    @Parameters(
        paramLabel = "REQUEST",
        description = "Its requestId, or an instance's name: then its newest request.")
    private String request = "";

    @Mixin private PropertyOptions properties = new PropertyOptions();

    @Option(names = "--wait", description = "Wait for the end of the new request.")
    private boolean wait;

    Repeat(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      String id = session.names().request(request);
      Map<String, String> given = properties.all();
      Map<String, Object> body = given.isEmpty() ? Map.of() : Map.of("properties", given);
      String path = "/lifecycle/transitions/" + id + "/repeat";
      return new Requests(session).post("Repeating of request " + id, path, body, wait);
    }
  }
}
