package org.dockerrm.baseimage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The docker command, called with argument arrays. */
final class DockerCli {

  private static final Duration LIMIT = Duration.ofMinutes(5);

  private DockerCli() {}

  /** How a call ended. */
  record Output(int code, String out, String err) {

    /** Standard output without its last line end; fails the test if the command failed. */
    String text() {
      if (code != 0) {
        throw new AssertionError("exit code " + code + "\n" + out + err);
      }
      return out.endsWith("\n") ? out.substring(0, out.length() - 1) : out;
    }
  }

  /** Runs {@code docker} with these arguments. */
  static Output docker(String... arguments) {
    return docker(new byte[0], arguments);
  }

  /** Runs {@code docker} with these arguments and this standard input. */
  static Output docker(byte[] input, String... arguments) {
    List<String> command = new ArrayList<>(List.of("docker"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    // The engine may be one without BuildKit.
    builder.environment().put("DOCKER_BUILDKIT", "0");
    try {
      return finish(builder.start(), input, command);
    } catch (IOException e) {
      throw new UncheckedIOException("the docker command cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Output finish(Process process, byte[] input, List<String> command)
      throws IOException, InterruptedException {
    CompletableFuture<String> out = read(process.getInputStream());
    CompletableFuture<String> err = read(process.getErrorStream());
    try (var stdin = process.getOutputStream()) {
      stdin.write(input);
    }
    if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " has not ended after " + LIMIT);
    }
    return new Output(process.exitValue(), out.join(), err.join());
  }

  private static CompletableFuture<String> read(InputStream stream) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
