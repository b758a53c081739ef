package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends a package and waits for its image. */
@Command(
    name = "onboard",
    description = {
      "Sends a package to the resource manager and waits until its image is built.",
      "What is wrong with the package is printed as file:line: message, and nothing of it is kept.",
      "Sending the same package again has no effect; another package of the same type needs",
      "--replace, and no instance of the type may exist."
    })
final class OnboardCommand implements Callable<Integer> {

  private static final Duration UPLOAD = Duration.ofMinutes(10);
  private static final long LONGEST_BUILD = TimeUnit.MINUTES.toNanos(30);

  /** How long an image may be missing before its build is taken for one that does not begin. */
  private static final long BEGIN = TimeUnit.SECONDS.toNanos(15);

  private static final long PAUSE_MILLIS = 500;

  private final Session session;

  @Parameters(paramLabel = "DIR|ZIP", description = "The package's directory, or its archive.")
  private Path source = Path.of("");

  @Option(names = "--replace", description = "Replace another package of the same type.")
  private boolean replace;

  OnboardCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.exists(source)) {
      throw new CommandFailure(ExitCode.USAGE, "there is no file or directory " + source);
    }
    Path real = source.toRealPath();
    if (real.getFileName() == null) {
      throw new CommandFailure(ExitCode.USAGE, "the whole file system is not a package");
    }
    onboard(real, replace);
    return ExitCode.DONE.value();
  }

  /** Sends a package and returns the name of its type once it is published. */
  String onboard(Path real, boolean replacing) throws IOException {
    JsonNode type = send(real, String.valueOf(real.getFileName()), replacing);
    String name = Json.text(type, "name");
    awaitImage(name);
    return name;
  }

  private JsonNode send(Path real, String name, boolean replacing) throws IOException {
    boolean isDirectory = Files.isDirectory(real);
    Path archive = isDirectory ? PackageArchive.of(real) : real;
    try {
      Content form = Content.form("upfile", isDirectory ? name + ".zip" : name, archive);
      String path = "/types" + (replacing ? "?replace=true" : "");
      ManagerClient.Answer answer = session.client().send("POST", path, form, Map.of(), UPLOAD);
      JsonNode type = session.client().accepted(answer);
      String typeName = Json.text(type, "name");
      boolean unchanged = answer.status() == 200;
      session
          .console()
          .say(typeName + (unchanged ? " is there already, unchanged" : " is accepted"));
      if (unchanged) {
        buildAgainWhereItFailed(typeName);
      }
      type.path("findings").forEach(finding -> session.console().say(Json.finding(finding)));
      return type;
    } finally {
      if (isDirectory) {
        Files.deleteIfExists(archive);
      }
    }
  }

  /** A package is sent again after its build failed because what it failed of is gone. */
  private void buildAgainWhereItFailed(String type) {
    String path = "/types/" + ManagerClient.encoded(type) + "/image";
    session
        .client()
        .find(path)
        .filter(image -> Json.text(image, "state").equals("FAILED"))
        .ifPresent(
            image -> {
              String at = Json.text(image, "finishedAt");
              session
                  .console()
                  .say(
                      "  its image failed before%s: %s"
                          .formatted(at.isEmpty() ? "" : " at " + at, Json.text(image, "reason")));
              session.client().post(path, null, Map.of());
              session.console().say("  it is built again");
            });
  }

  private void awaitImage(String type) {
    long begun = System.nanoTime();
    String shown = "";
    String path = "/types/" + ManagerClient.encoded(type);
    while (System.nanoTime() - begun < LONGEST_BUILD) {
      JsonNode found = session.client().get(path);
      if (Json.text(found, "state").equals("PUBLISHED")) {
        session.console().say(type + " is PUBLISHED");
        return;
      }
      Optional<JsonNode> image = session.client().find(path + "/image");
      String state = image.map(i -> Json.text(i, "state")).orElse("MISSING");
      if (state.equals("FAILED")
          || (state.equals("MISSING") && System.nanoTime() - begun > BEGIN)) {
        throw failed(type, Json.text(found, "stateReason"), image);
      }
      String step = image.map(OnboardCommand::step).orElse("");
      if (!step.isEmpty() && !step.equals(shown)) {
        session.console().say("  " + step);
        shown = step;
      }
      ManagerClient.pause(PAUSE_MILLIS);
    }
    throw new CommandFailure(
        ExitCode.FAILED,
        "the image of " + type + " is still not built",
        "The build goes on; see: dockerrm types get " + type);
  }

  private static String step(JsonNode image) {
    int steps = image.path("steps").asInt();
    return steps == 0
        ? ""
        : "step %d of %d: %s"
            .formatted(image.path("step").asInt(), steps, Json.text(image, "activity"));
  }

  private static CommandFailure failed(String type, String reason, Optional<JsonNode> image) {
    List<String> log = new ArrayList<>();
    image.ifPresent(found -> found.path("log").forEach(line -> log.add(line.asText())));
    String why = reason.isEmpty() ? "its image is not built" : reason;
    return new CommandFailure(ExitCode.FAILED, type + " cannot be used: " + why, log);
  }
}
