package org.dockerrm.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The program {@code docker} of this machine, for what a resource manager does not offer. */
final class DockerProgram {

  private static final long SECONDS = 30;

  private DockerProgram() {}

  /** What it prints; empty where it is missing, fails, or takes longer than 30 seconds. */
  static Optional<String> run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      Thread limit = new Thread(() -> destroyAfterLimit(process));
      limit.setDaemon(true);
      limit.start();
      String printed =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.waitFor() == 0 ? Optional.of(printed) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static void destroyAfterLimit(Process process) {
    try {
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The lines that it prints; none where it fails. */
  static List<String> lines(String... arguments) {
    return run(arguments).stream().flatMap(String::lines).toList();
  }
}
