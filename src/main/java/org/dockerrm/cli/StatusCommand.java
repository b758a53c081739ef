package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Says whether the resource manager runs, where, and what is open. */
@Command(
    name = "status",
    description = {
      "Says whether the resource manager runs, where, and what is open.",
      "Exit code 0: it runs and is healthy; 1: it runs and is not healthy or does not answer;",
      "3: the one of this directory does not run; 4: one elsewhere does not answer."
    })
final class StatusCommand implements Callable<Integer> {

  private static final int MOST = 100_000;
  private static final int NOT_RUNNING = 3;

  private final Session session;
  private final Ports ports;

  StatusCommand(Session session, Ports ports) {
    this.session = session;
    this.ports = ports;
  }

  @Override
  public Integer call() {
    boolean here = session.processHere().isPresent();
    String pid = session.processHere().orElse("");
    ManagerClient client = session.client();
    if (here && pid.isEmpty()) {
      say("The resource manager does not run. Start it with: ./dockerrm up");
      return NOT_RUNNING;
    }
    Readiness readiness = new Readiness(client, ports);
    if (!here && !readiness.answers()) {
      throw client.unreachable(new IOException("no answer that it is healthy"));
    }
    if (here && !readiness.isReady(pid)) {
      say(
          "The resource manager (process %s) does not answer at %s, or is not healthy."
              .formatted(pid, client.base()));
      if (readiness.answers()) {
        String owner = ports.owner(client.port()).orElse("only its owner or root can see which");
        say("Another program answers there: " + owner + ".");
      }
      say("Look at: ./dockerrm logs");
      return ExitCode.FAILED.value();
    }
    show(here ? " (process " + pid + ")" : "", here);
    return ExitCode.DONE.value();
  }

  private void say(String text) {
    session.console().say(text);
  }

  private void show(String process, boolean here) {
    ManagerClient client = session.client();
    List<JsonNode> instances = client.pages("/topology/instances", MOST);
    int open = open("PENDING") + open("IN_PROGRESS");
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("API", client.base() + "/api/resource-manager"));
    rows.add(row("Swagger UI", client.base() + "/swagger-ui"));
    rows.add(row("Cockpit", client.base() + "/camunda"));
    if (here) {
      Path data = session.dataDirectory();
      Path password = data.resolve("admin-password");
      boolean generated = Files.exists(password);
      rows.add(
          row("Login", "user admin, password " + (generated ? "in " + shown(password) : "as set")));
      rows.add(row("Data", shown(data)));
      rows.add(row("Log", "./dockerrm logs -f"));
    }
    rows.add(row("Instances", String.valueOf(instances.size())));
    rows.add(row("Open requests", String.valueOf(open)));
    rows.add(row("Containers", containers(instances)));
    say("The resource manager runs" + process + ".\n");
    session.printer().rows(rows);
    showUnpublished();
  }

  private static List<String> row(String name, String value) {
    return List.of("  " + name, value);
  }

  private int open(String state) {
    return session.client().pages("/lifecycle/transitions?state=" + state, MOST).size();
  }

  /** As it is typed from here. */
  private static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path absolute = path.toAbsolutePath();
    return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString();
  }

  /** Containers of these instances on this machine's engine, which may have other managers' too. */
  private static String containers(List<JsonNode> instances) {
    Set<String> ids = new HashSet<>();
    instances.forEach(instance -> ids.add(Json.text(instance, "resourceId")));
    return DockerProgram.run(
            "ps",
            "-a",
            "--filter",
            "label=dockerrm.resource-id",
            "--format",
            "{{.Label \"dockerrm.resource-id\"}}")
        .lines()
        .map(lines -> String.valueOf(lines.stream().filter(ids::contains).count()))
        .orElse("unknown: the program 'docker' reaches no engine");
  }

  /** Images are built in the background while types cannot be used yet. */
  private void showUnpublished() {
    List<JsonNode> unpublished =
        Lists.items(session.client().get("/types")).stream()
            .filter(type -> Json.text(type, "state").equals("UNPUBLISHED"))
            .toList();
    if (!unpublished.isEmpty()) {
      say("\nThese packages cannot be used yet; images are built in the background:");
      for (JsonNode type : unpublished) {
        say("  " + Json.text(type, "name") + "\n    " + Json.text(type, "stateReason"));
      }
    }
  }
}
