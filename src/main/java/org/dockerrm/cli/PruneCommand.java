package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Removes the images that packages have left on this machine's engine. */
@Command(
    name = "prune",
    description = {
      "Removes images that packages have left on this machine's engine.",
      "Only images with this program's labels: those without a name that are older than ten minutes,",
      "and, where the resource manager answers, those of types that it does not know. Images that",
      "containers use stay, and so does every image with a name of its own that was built from one of",
      "ours. Where several resource managers share an engine, images of types that only another one",
      "knows are removed too; that one builds them again when it needs them."
    })
final class PruneCommand implements Callable<Integer> {

  private static final String PACKAGE = "dockerrm.package";
  private static final String BASE = "dockerrm.baseimage-hash";

  /** A build gives its image a name only at its end. */
  private static final String AGE = "until=10m";

  private final Session session;

  PruneCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    DockerProgram.Result version = DockerProgram.run("version");
    if (!version.isDone()) {
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "the program 'docker' is missing or reaches no engine: " + version.reason(),
          "Install Docker's command line program, or set DOCKER_HOST; it " + host());
    }
    int before = images();
    for (String label : List.of(PACKAGE, BASE)) {
      lines(
          DockerProgram.runToTheEnd(
              "image", "prune", "--force", "--filter", "label=" + label, "--filter", AGE));
    }
    say("images without a name: %d removed".formatted(before - images()));
    pruneTypes();
    return ExitCode.DONE.value();
  }

  private void say(String text) {
    session.console().say(text);
  }

  private int images() {
    return new HashSet<>(lines(DockerProgram.run("image", "ls", "--all", "--quiet"))).size();
  }

  /** What docker printed; its failure is that of the command. */
  private List<String> lines(DockerProgram.Result result) {
    return result
        .lines()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.FAILED, "docker fails: " + result.reason(), "DOCKER_HOST " + host()));
  }

  private String host() {
    String host = session.environment("DOCKER_HOST");
    return host.isEmpty() ? "is not set" : "is " + host;
  }

  /** Only a resource manager that answers can say which types there are. */
  private void pruneTypes() {
    Set<String> types = new HashSet<>();
    try {
      for (JsonNode type : session.client().get("/types")) {
        types.add(Json.text(type, "name"));
      }
    } catch (CommandFailure e) {
      say("images of removed types: left, since " + e.getMessage());
      return;
    }
    int removed = 0;
    int used = 0;
    for (String name : names()) {
      String label = "{{index .Config.Labels \"" + PACKAGE + "\"}}";
      String type =
          String.join("", lines(DockerProgram.run("image", "inspect", "--format", label, name)));
      if (!type.isEmpty() && isOf(name, type) && !types.contains(type)) {
        DockerProgram.Result removal = DockerProgram.runToTheEnd("image", "rm", name);
        if (removal.error().contains("conflict")) {
          used++;
        } else {
          lines(removal);
          removed++;
        }
      }
    }
    say("images of removed types: %d names removed, %d in use".formatted(removed, used));
  }

  private List<String> names() {
    return lines(
        DockerProgram.run(
            "image",
            "ls",
            "--filter",
            "label=" + PACKAGE,
            "--filter",
            "dangling=false",
            "--format",
            "{{.Repository}}:{{.Tag}}"));
  }

  /** Images that begin with one of ours have its labels too, under names of their own. */
  private static boolean isOf(String name, String type) {
    String image = "dockerrm_" + type.replaceFirst("^resource::", "").replaceFirst("::.*", "");
    return name.substring(0, name.lastIndexOf(':')).equals(image.toLowerCase(Locale.ROOT));
  }
}
