package org.dockerrm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.dockerrm.cli.FakeManager.Outcome;

/**
 * A program {@code docker} with fixed answers. A JVM looks for programs in the PATH that it was
 * started with, so the program {@code dockerrm} runs in a JVM of its own here.
 */
final class StubDocker {

  private final Path directory;

  /**
   * Writes the program.
   *
   * @param directory for its files, which the script finds in its working directory
   * @param cases the branches of a {@code case} over the arguments, separated by spaces; a call
   *     that none of them takes fails
   */
  StubDocker(Path directory, String cases) throws IOException {
    this.directory = directory;
    Path program = Files.createDirectory(directory.resolve("bin")).resolve("docker");
    Files.writeString(
        program,
        """
        #!/bin/sh
        echo "$*" >> calls
        case "$*" in
        %s
        *) echo "unexpected: $*" >&2; exit 1 ;;
        esac
        """
            .formatted(cases.strip()));
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The arguments of each call, in their order. */
  List<String> calls() throws IOException {
    return Files.readAllLines(directory.resolve("calls"));
  }

  /** Runs one command for a manager. */
  Outcome run(FakeManager manager, String command) throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Dockerrm.class.getName(),
                command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                directory.resolve("bin") + ":/usr/bin:/bin",
                "DOCKERRM_URL",
                "http://localhost:" + manager.port()));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    } finally {
      process.destroyForcibly();
    }
  }
}
