package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The commands that show what instances report and print. */
final class InstanceViews {

  private InstanceViews() {}

  @Command(name = "metrics", description = "Shows the latest metrics of an instance.")
  static final class Metrics extends InstanceCommand {

    Metrics(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      Lists.print(
          session(),
          Lists.items(session().client().get(path(instance(), "metrics"))),
          "metricName",
          Lists.columns(
              "METRIC", "metricName",
              "TYPE", "type",
              "VALUE", "value",
              "AT", "at",
              "MESSAGE", "message"));
      return ExitCode.DONE.value();
    }
  }

  @Command(name = "policies", description = "Shows how the policies of an instance stand.")
  static final class Policies extends InstanceCommand {

    Policies(Session session) {
      super(session);
    }

    @Override
    public Integer call() {
      Lists.print(
          session(),
          Lists.items(session().client().get(path(instance(), "policies"))),
          "name",
          Lists.columns(
              "POLICY", "name",
              "METRIC", "metric",
              "COUNT", "count",
              "ASKS FOR", "asksFor",
              "LAST FIRED", "lastFiredAt",
              "WAITS FOR", "waitsFor"));
      return ExitCode.DONE.value();
    }
  }

  @Command(
      name = "logs",
      description = {
        "Shows what an instance's container and scripts printed.",
        "Without INSTANCE, ./dockerrm logs shows the log of the resource manager of its directory."
      })
  static final class Logs extends InstanceCommand {

    @Option(
        names = "--tail",
        paramLabel = "LINES",
        defaultValue = "100",
        description = "The last lines, 1 to 1000 (default: ${DEFAULT-VALUE}).")
    private int tail;

    @Option(
        names = {"-f", "--follow"},
        description = "Go on showing what the container prints, until Ctrl-C.")
    private boolean follow;

    Logs(Session session) {
      super(session);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
      String path = path(instance(), "logs");
      String last = path + "?tail=" + tail;
      if (follow) {
        new LogFollower(session(), path).follow(tail);
      } else if (session().printer().isForReading()) {
        try (InputStream text = session().client().stream(last, "text/plain")) {
          String all = new String(text.readAllBytes(), StandardCharsets.UTF_8);
          session().console().out().print(Console.clean(all));
        }
      } else {
        session().printer().one(session().client().get(last), "");
      }
      return ExitCode.DONE.value();
    }
  }

  private static String path(JsonNode instance, String view) {
    return "/topology/instances/" + Json.text(instance, "resourceId") + "/" + view;
  }
}
