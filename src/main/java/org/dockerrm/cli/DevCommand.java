package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keeps a test instance of a package that is under development. */
@Command(
    name = "dev",
    description = {
      "Keeps a test instance of a package up to date while you change the package.",
      "At the start and after each change of the directory: checks the package, removes the test",
      "instance, replaces the type, installs, configures and starts the instance again, and shows the",
      "steps and what the scripts print. Ctrl-C removes the instance, and the type where this command",
      "has added it. Hidden files and names that end with '~' are not watched."
    })
final class DevCommand implements Callable<Integer> {

  private static final List<String> TRANSITIONS =
      List.of("Install", "Configure", "Start", "Integrity");

  /** A directory is read once it has stayed the same for so long: editors write several files. */
  private static final long PAUSE_MILLIS = 400;

  private final Session session;

  @Parameters(paramLabel = "DIR", description = "The package's directory.")
  private Path directory = Path.of("");

  @Option(
      names = {"-n", "--name"},
      paramLabel = "NAME",
      description = "Name of the test instance (default: dev-TYPE).")
  private @Nullable String name;

  @Option(
      names = {"-l", "--location"},
      paramLabel = "LOCATION",
      description = "Deployment location (default: the only one).")
  private String location = "";

  @Mixin private PropertyOptions properties = new PropertyOptions();

  private Set<String> typesBefore = Set.of();
  private Optional<String> type = Optional.empty();
  private Optional<JsonNode> instance = Optional.empty();

  DevCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws Exception {
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure(ExitCode.USAGE, "there is no directory " + directory);
    }
    location = session.names().location(location);
    typesBefore = new HashSet<>(session.names().types());
    return Cleanup.run(session.console(), this::watch, this::clean);
  }

  private Integer watch() throws IOException {
    String deployed = "";
    while (true) {
      String now = stable();
      if (!now.equals(deployed)) {
        deployed = now;
        try {
          update();
        } catch (CommandFailure failure) {
          if (Thread.currentThread().isInterrupted()) {
            throw failure;
          }
          session.console().complain(failure);
        } catch (IOException e) {
          session
              .console()
              .complain(
                  new CommandFailure(
                      ExitCode.FAILED, directory + " cannot be read now: " + e.getMessage()));
        }
        session.console().say("waiting for a change of " + directory + "; Ctrl-C ends");
      }
      ManagerClient.pause(PAUSE_MILLIS);
    }
  }

  /** What the directory holds, once it does not change. */
  private String stable() throws IOException {
    String before = content();
    while (true) {
      ManagerClient.pause(PAUSE_MILLIS);
      String now = content();
      if (now.equals(before)) {
        return now;
      }
      before = now;
    }
  }

  private String content() throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new CommandFailure(ExitCode.USAGE, "the directory " + directory + " was removed");
    }
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> !isOfAnEditor(directory.relativize(file)))
          .map(DevCommand::state)
          .sorted()
          .collect(Collectors.joining("\n"));
    } catch (UncheckedIOException e) {
      // A part of it was removed meanwhile: it is not what it was, nor what it will be.
      return UUID.randomUUID().toString();
    }
  }

  /** Whether a file, or a directory that it is in, is hidden or a copy for safety. */
  private static boolean isOfAnEditor(Path file) {
    return StreamSupport.stream(file.spliterator(), false)
        .map(Path::toString)
        .anyMatch(
            part -> part.endsWith("~") || (part.startsWith(".") && !part.equals(".dockerignore")));
  }

  private static String state(Path file) {
    try {
      return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return file + " is being removed";
    }
  }

  private void update() throws IOException {
    if (!check()) {
      return;
    }
    removeInstance();
    OnboardCommand onboard = new OnboardCommand(session);
    type = Optional.of(onboard.onboard(directory.toRealPath(), true));
    for (String transition : TRANSITIONS) {
      if (TypeDescription.offers(session.client(), type.get(), transition)
          && request(transition) != ExitCode.DONE.value()) {
        return;
      }
    }
    instance.ifPresent(made -> session.printer().one(session.client().get(path(made)), ""));
  }

  private int request(String transition) throws IOException {
    String typeName = type.orElseThrow();
    String shortName = typeName.replaceFirst("^resource::", "").replaceFirst("::.*", "");
    Map<String, Object> target =
        instance
            .<Map<String, Object>>map(
                made -> Map.of("resourceId", Json.text(made, "resourceId"), "properties", Map.of()))
            .orElseGet(
                () ->
                    Map.of(
                        "resourceName",
                        name == null ? "dev-" + shortName : name,
                        "properties",
                        properties.all()));
    Map<String, Object> body = new HashMap<>(target);
    body.put("deploymentLocation", location);
    body.put("resourceType", typeName);
    body.put("transitionName", transition);
    JsonNode accepted = session.client().postOnce("/lifecycle/transitions", body);
    instance = Optional.of(accepted);
    return new WatchCommand(session).follow(Json.text(accepted, "requestId"));
  }

  private static String path(JsonNode made) {
    return "/topology/instances/" + Json.text(made, "resourceId");
  }

  /** Checks as {@code check} does, where the launcher has told which jar does it. */
  private boolean check() throws IOException {
    String jar = session.environment("DOCKERRM_JAR");
    if (jar.isEmpty()) {
      return true;
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process check =
        new ProcessBuilder(
                java, "-XX:TieredStopAtLevel=1", "-jar", jar, "check", directory.toString())
            .redirectErrorStream(true)
            .start();
    String printed =
        new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    session.console().say(printed);
    try {
      return check.waitFor() == 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // ---- removal

  /** Removes the test instance, whatever its scripts do. */
  private void removeInstance() {
    instance
        .flatMap(made -> session.client().find(path(made)))
        .ifPresent(
            found -> {
              Requests requests = new Requests(session);
              boolean started = Json.text(found, "resourceState").matches("Active|Broken");
              String of = Json.text(found, "resourceType");
              if (started && TypeDescription.offers(session.client(), of, "Stop")) {
                requests.ofInstance(found, "Stop", Map.of(), true);
              }
              requests.ofInstance(found, "Uninstall", Map.of(), Map.of("force", true), true);
            });
    instance = instance.filter(made -> session.client().find(path(made)).isPresent());
  }

  private boolean clean() {
    try {
      endOpenRequest();
    } catch (CommandFailure failure) {
      session.console().complain(failure);
    }
    removeInstance();
    type.filter(added -> !typesBefore.contains(added))
        .ifPresent(
            added -> {
              session.client().delete("/types/" + ManagerClient.encoded(added));
              session.console().say(added + " is removed");
            });
    return true;
  }

  /** What has ended cannot be cancelled, which is as well. */
  private void endOpenRequest() {
    instance.ifPresent(
        made -> {
          String requestId = Json.text(made, "requestId");
          session.client().post("/lifecycle/transitions/" + requestId + "/cancel", Map.of());
          new Requests(session).await(requestId, 10, Duration.ofSeconds(60));
        });
  }
}
