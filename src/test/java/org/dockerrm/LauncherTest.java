package org.dockerrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions of the launcher, as its commands call them. */
class LauncherTest {

  @TempDir private Path data;

  @Test
  void showsWhatMavenDoesWithoutColours() throws Exception {
    Path log = data.resolve("build.log");
    Files.writeString(
        log,
        """
        [INFO] Scanning for projects...
        [INFO] --- compiler:3.14.1:compile (default-compile) @ docker-resource-manager ---
        Downloading from central: https://repo.example/maven2/a/b/1.0/b-1.0.jar
        \033[0m\033[0m
        """);
    assertThat(bash("maven_progress " + log)).isEqualTo("downloading b-1.0.jar");
    assertThat(bash("last_line " + log)).contains("b-1.0.jar");

    Files.writeString(
        log, "[INFO] --- jar:3.4.2:jar (default-jar) @ docker-resource-manager ---\n");
    assertThat(bash("maven_progress " + log)).isEqualTo("jar: jar");
  }

  @Test
  void saysNothingOfAProcessIdThatIsStale() throws Exception {
    Files.writeString(data.resolve("dockerrm.pid"), "999999999\n");

    assertThat(bash("server_pid || echo none")).isEqualTo("none");
  }

  @Test
  void aManagerWithoutMemoryEnds() throws Exception {
    Path java = data.resolve("java-home/bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\necho \"$@\"\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.createFile(data.resolve("manager.jar"));

    String printed =
        bash(
            """
            jar=$DOCKERRM_DATA/manager.jar
            check_port() { :; }
            await_server() { until grep -q -- -jar "$server_log"; do sleep 0.05; done; }
            start_server >/dev/null
            cat "$server_log"
            """,
            Map.of("JAVA_HOME", data.resolve("java-home").toString()));

    assertThat(printed).contains("-XX:+ExitOnOutOfMemoryError").endsWith(".jar");
    assertThat(Path.of("Dockerfile")).content().contains("\"-XX:+ExitOnOutOfMemoryError\"");
  }

  private String bash(String command) throws Exception {
    return bash(command, Map.of());
  }

  /** What a command prints, errors included. */
  private String bash(String command, Map<String, String> environment)
      throws IOException, InterruptedException {
    String sources = "for part in common tools engine server; do . launcher/$part.sh; done; ";
    ProcessBuilder bash =
        new ProcessBuilder("bash", "-c", "set -euo pipefail; root=$PWD; " + sources + command)
            .redirectErrorStream(true);
    bash.environment().put("DOCKERRM_DATA", data.toString());
    bash.environment().remove("DOCKERRM_URL");
    bash.environment().putAll(environment);
    Process process = bash.start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    process.waitFor();
    return printed;
  }
}
