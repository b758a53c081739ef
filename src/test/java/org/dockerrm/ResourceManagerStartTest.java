package org.dockerrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The start of the real class in a process of its own, where it cannot succeed. */
class ResourceManagerStartTest {

  @TempDir Path directory;

  private record Outcome(int exitCode, String output, String errors) {}

  @Test
  void endsWithOneLineForEachFindingAndNothingElse() throws Exception {
    Path config = Files.createDirectory(directory.resolve("config"));
    Files.writeString(config.resolve("config.yml"), "name: a\ntransitionTimeout: abc\n");
    Files.writeString(config.resolve("locations.yml"), "locations: []\n");

    Outcome outcome = start("--dockerrm.config-dir=config");

    assertThat(outcome.errors())
        .isEqualTo(
            "config/config.yml:2: transitionTimeout: 'abc' is not a duration, write for example"
                + " PT15M\n"
                + "config/locations.yml:1: locations: at least one location is needed\n");
    assertThat(outcome.output()).isEmpty();
    assertThat(outcome.exitCode()).isEqualTo(78);
  }

  @Test
  void endsWithOneLineForADataDirectoryThatCannotBe() throws Exception {
    Files.createFile(directory.resolve("file"));

    Outcome outcome = start("--dockerrm.data-dir=file");

    assertThat(outcome.errors())
        .isEqualTo(
            "dockerrm.data-dir: 'file' is not a directory; the data directory is set by"
                + " DOCKERRM_DATA or --dockerrm.data-dir\n");
    assertThat(outcome.exitCode()).isEqualTo(78);
  }

  @Test
  void endsWithOneLineForADatabaseOutOfReach() throws Exception {
    int port = freePort();

    Outcome outcome =
        start(
            "--dockerrm.config-dir=" + Path.of("config").toAbsolutePath(),
            "--spring.datasource.url=jdbc:postgresql://127.0.0.1:" + port + "/rm",
            "--spring.datasource.hikari.connection-timeout=1000");

    assertThat(outcome.errors())
        .startsWith(
            "The database jdbc:postgresql://127.0.0.1:" + port + "/rm cannot be used: Connection")
        .endsWith(
            " Check that it runs, and DOCKERRM_DB_URL, DOCKERRM_DB_USER and"
                + " DOCKERRM_DB_PASSWORD.\n")
        .hasLineCount(1);
    assertThat(outcome.exitCode()).isEqualTo(1);
  }

  private Outcome start(String... arguments) throws IOException, InterruptedException {
    Path output = directory.resolve("stdout");
    Path errors = directory.resolve("stderr");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "org.dockerrm.ResourceManager",
                "--server.port=0",
                "--dockerrm.metrics.port=0"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
    } finally {
      process.destroyForcibly();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
