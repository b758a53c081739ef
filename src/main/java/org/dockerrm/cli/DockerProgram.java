package org.dockerrm.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The program {@code docker} of this machine, for what a resource manager does not offer. */
final class DockerProgram {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration UNLIMITED = Duration.ofDays(36_500);
  private static final int NOT_RUN = 127;

  private DockerProgram() {}

  /**
   * What a call of the program did.
   *
   * @param code its exit code; 127 where it could not be run
   * @param output what it printed
   * @param error what it printed to standard error, or why it could not be run
   */
  record Result(int code, String output, String error) {

    boolean isDone() {
      return code == 0;
    }

    /** The lines that it printed; empty where it failed. */
    Optional<List<String>> lines() {
      return isDone() ? Optional.of(output.lines().toList()) : Optional.empty();
    }

    /** Why it failed: its last line. */
    String reason() {
      return error.lines().reduce((first, second) -> second).orElse("exit code " + code);
    }
  }

  /** Runs it for 30 seconds at most. */
  static Result run(String... arguments) {
    return run(LIMIT, arguments);
  }

  /** Runs it for as long as it takes. */
  static Result runToTheEnd(String... arguments) {
    return run(UNLIMITED, arguments);
  }

  private static Result run(Duration limit, String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
              .start();
      var output = CompletableFuture.supplyAsync(() -> text(process.getInputStream()));
      var error = CompletableFuture.supplyAsync(() -> text(process.getErrorStream()));
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return new Result(NOT_RUN, "", "no answer within " + limit.toSeconds() + " s");
      }
      return new Result(process.exitValue(), output.join(), error.join());
    } catch (IOException e) {
      return new Result(NOT_RUN, "", Objects.requireNonNullElse(e.getMessage(), e.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result(NOT_RUN, "", "interrupted");
    }
  }

  private static String text(InputStream in) {
    try {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
