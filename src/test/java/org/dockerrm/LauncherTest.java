package org.dockerrm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            client_is_fresh() { :; }
            check_port() { :; }
            await_server() { until grep -q -- -jar "$server_log"; do sleep 0.05; done; }
            start_server >/dev/null
            cat "$server_log"
            """,
            Map.of("JAVA_HOME", data.resolve("java-home").toString()));

    assertThat(printed).contains("-XX:+ExitOnOutOfMemoryError").endsWith(".jar");
    assertThat(Path.of("Dockerfile")).content().contains("\"-XX:+ExitOnOutOfMemoryError\"");
  }

  @Test
  void aProcessIdThatIsMissingIsThatOfNoProcess() throws Exception {
    assertThat(bash("alive '' || echo none")).isEqualTo("none");
  }

  @ParameterizedTest
  @CsvSource({"HUP, 129", "INT, 130", "TERM, 143"})
  void anInterruptCountsOnceTheInstallationOfPackagesIsDone(String signal, String code)
      throws Exception {
    String printed =
        bash(
            """
            apt_get() {
              [[ $1 != installing* ]] || kill -s %s "$BASHPID"
              echo "$1: done"
            }
            (set_traps; apt_install tool; echo goes on) || echo "ends with $?"
            """
                .formatted(signal));

    assertThat(printed)
        .contains("waiting for the installation", "installing tool: done", "(SIG" + signal + ")")
        .endsWith("ends with " + code);
  }

  @Test
  void theStatusOfAFreshCloneBuildsNothing() throws Exception {
    assertThat(clone("./dockerrm status || echo \"ends with $?\"; ls"))
        .isEqualTo(
            """
            The resource manager does not run. Start it with: ./dockerrm up
            ends with 3
            dockerrm
            launcher""");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--hael", "--heal --scale", "--scale --remove", "sip"})
  void theDemoRefusesWrongOptionsBeforeItStartsAnything(String options) throws Exception {
    assertThat(clone("./dockerrm demo " + options + " || echo \"ends with $?\"; ls"))
        .isEqualTo(
            """
            dockerrm: ./dockerrm demo cannot take: %s
              See: ./dockerrm help demo
            ends with 2
            dockerrm
            launcher"""
                .formatted(options));
  }

  @Test
  void theDemoTakesItsOptions() throws Exception {
    for (String options : List.of("", "--heal", "--scale --keep", "--keep --heal", "--remove")) {
      assertThat(bash("check_demo " + options)).as(options).isEmpty();
    }
  }

  /** A program that had to be built would wait for the lock, which "up" holds. */
  @Test
  void waitsForAManagerWithTheProgramAsItIs() throws Exception {
    String printed =
        bash(
            """
            client_is_usable() { :; }
            client_is_fresh() { return 1; }
            client=(sh -c 'echo "$DOCKERRM_URL" "$@"' client)
            echo http://localhost:1 >"$url_file"
            await_server 7 started
            cat "$data/ready.log"
            """);

    assertThat(printed)
        .contains("started process 7, http://localhost:1")
        .endsWith("http://localhost:1 ready --process 7");
  }

  @Test
  void endsTheServerWhoseProcessIdIsNotWrittenYet() throws Exception {
    assertThat(
            bash(
                """
                setsid sleep 60 & server=$!
                undo_server
                alive "$server" || echo ended
                """))
        .endsWith("ended");
    assertThat(bash("undo_server && echo nothing to end")).endsWith("nothing to end");
  }

  @Test
  void saysWhatIsMissingAndHowToGetIt() throws Exception {
    assertThat(
            bash(
                """
                have() { false; }
                can_install() { false; }
                need_engine
                """))
        .contains("the program 'docker' is missing", "sudo apt-get install docker.io");
  }

  @Test
  void namesTheLogOfAPullThatFails() throws Exception {
    Files.writeString(data.resolve("pull.log"), "toomanyrequests: rate limit\n");

    assertThat(
            bash(
                """
                have() { false; }
                can_install() { false; }
                make_parent
                """))
        .contains("cannot be pulled, see " + data.resolve("pull.log"), "toomanyrequests");
  }

  /** What a command prints in a copy of the launcher, with nothing else beside it. */
  private String clone(String command) throws Exception {
    return bash(
        "mkdir \"$data/clone\"; cp -r dockerrm launcher \"$data/clone\"; cd \"$data/clone\"; "
            + command);
  }

  private String bash(String command) throws Exception {
    return bash(command, Map.of());
  }

  /** What a command prints, errors included. */
  private String bash(String command, Map<String, String> environment)
      throws IOException, InterruptedException {
    String sources = "for part in common tools engine server; do . launcher/$part.sh; done; ";
    ProcessBuilder bash =
        // A build in the background ignores interrupts, and what it starts would, too.
        new ProcessBuilder(
                "env",
                "--default-signal=HUP,INT,TERM",
                "bash",
                "-c",
                "set -euo pipefail; root=$PWD; " + sources + command)
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
