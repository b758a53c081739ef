package org.dockerrm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.cli.FakeManager.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code status} and {@code up} say of the process of the launcher's directory. */
class StatusCommandTest {

  private static final String SELF = String.valueOf(ProcessHandle.current().pid());
  private static final String PROCESS = "DOCKERRM_PID";

  @TempDir private Path proc;

  private final FakeManager manager =
      new FakeManager()
          .reply(
              "GET /types",
              200,
              "[{\"name\":\"a\",\"state\":\"UNPUBLISHED\",\"stateReason\":\"b\"}]")
          .reply("GET /topology/instances?limit=1000", 200, "{\"items\":[{\"resourceId\":\"i\"}]}")
          .reply("GET /lifecycle/transitions?state=PENDING&limit=1000", 200, "{\"items\":[]}")
          .reply(
              "GET /lifecycle/transitions?state=IN_PROGRESS&limit=1000", 200, "{\"items\":[{}]}");

  @AfterEach
  void close() {
    manager.close();
  }

  private static boolean isReady(ManagerClient client, Ports ports) {
    return new Readiness(client, ports).isReady(SELF);
  }

  @Test
  void saysWhereAHealthyManagerIsAndWhatIsOpen() {
    Outcome outcome = manager.run("status", Map.of(PROCESS, SELF));

    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(outcome.out())
        .startsWith("The resource manager runs (process " + SELF + ").\n")
        .contains("API            http://localhost:" + manager.port() + "/api/resource-manager")
        .contains("Open requests  1", "Instances      1")
        .contains("These packages cannot be used yet", "  a\n    b\n");
  }

  @Test
  void countsTheContainersOfThisManagersInstancesAlone(@TempDir Path directory) throws Exception {
    manager.reply(
        "GET /topology/instances?limit=1000",
        200,
        "{\"items\":[{\"resourceId\":\"own\"},{\"resourceId\":\"without-container\"}]}");
    StubDocker docker =
        new StubDocker(
            directory,
            """
            "ps -a --filter label=dockerrm.resource-id "*) echo own; echo foreign ;;
            """);

    Outcome outcome = docker.run(manager, "status");

    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(outcome.out()).contains("Instances      2\n").contains("Containers     1\n");
  }

  @Test
  void saysThatTheManagerOfThisDirectoryDoesNotRun() {
    assertThat(manager.run("status", Map.of(PROCESS, "")))
        .isEqualTo(
            new Outcome(
                3, "The resource manager does not run. Start it with: ./dockerrm up\n", ""));
  }

  @Test
  void asksTheManagerThatServerNamesWhateverRunsHere() {
    String elsewhere = "status --server http://localhost:";
    for (String pid : List.of("", "999999999")) {
      Map<String, String> here = Map.of(PROCESS, pid);

      assertThat(manager.run(elsewhere + manager.port(), here).out())
          .startsWith("The resource manager runs.\n");
      assertThat(manager.run(elsewhere + 1, here).code()).isEqualTo(4);
    }
  }

  @Test
  void saysThatAnotherProgramAnswers() throws Exception {
    Process other = new ProcessBuilder("sleep", "60").start();
    try {
      Outcome outcome = manager.run("status", Map.of(PROCESS, String.valueOf(other.pid())));

      assertThat(outcome.code()).isEqualTo(1);
      assertThat(outcome.out())
          .contains("is not healthy", "Another program answers there: process " + SELF + " (");
    } finally {
      other.destroyForcibly();
    }
  }

  @Test
  void saysThatAManagerElsewhereDoesNotAnswer() {
    assertThat(FakeManager.run("http://localhost:1", "status").code()).isEqualTo(4);
    assertThat(manager.run("status").out()).startsWith("The resource manager runs.\n");
  }

  @Test
  void takesTheAnswerForThatOfAProcessWhoseFilesOnlyAnotherUserCanSee() throws Exception {
    ManagerClient client = new ManagerClient("http://localhost:" + manager.port());
    Files.createDirectories(proc.resolve("net"));
    writeSocket("7");

    assertThat(isReady(client, new Ports(proc))).isTrue();

    Path files = Files.createDirectories(proc.resolve(SELF + "/fd"));
    assertThat(isReady(client, new Ports(proc))).isFalse();
    Files.createSymbolicLink(files.resolve("3"), Path.of("socket:[7]"));
    assertThat(isReady(client, new Ports(proc))).isTrue();
    assertThat(new Ports(proc).owner(manager.port()))
        .hasValueSatisfying(owner -> assertThat(owner).startsWith("process " + SELF));
    writeSocket("8");
    assertThat(isReady(client, new Ports(proc))).isFalse();
    assertThat(new Ports(proc).owner(manager.port())).isEqualTo(Optional.empty());
  }

  private void writeSocket(String inode) throws IOException {
    Files.writeString(
        proc.resolve("net/tcp"),
        "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
            + "   0: 0100007F:%04X 00000000:0000 0A 00000000:00000000 00:00000000 00000000  0  0 %s 1\n"
                .formatted(manager.port(), inode));
  }

  @Test
  void failsWhereTheProcessThatIsAwaitedHasEnded() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    ManagerClient client = new ManagerClient("http://localhost:1");

    assertThatThrownBy(() -> new Readiness(client, new Ports()).await(String.valueOf(ended.pid())))
        .hasMessage("the resource manager did not start");
  }
}
