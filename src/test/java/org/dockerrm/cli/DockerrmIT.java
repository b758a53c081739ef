package org.dockerrm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.dockerrm.cli.FakeManager.Outcome;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program against a real manager. */
class DockerrmIT {

  private static final Manager MANAGER = SharedManager.get();
  private static final String NAME = "driven-by-the-command-line";

  @Test
  void leadsAnInstanceThroughItsLife() {
    assertThat(run(0, "types ls").out()).contains("resource::probe::1.0", "PUBLISHED");
    assertThat(run(0, "install probe -n " + NAME + " -p text=words --wait").out())
        .startsWith("Install of " + NAME + " COMPLETED");
    assertThat(run(0, "watch " + NAME).out())
        .contains("ended with exit code 0", "Install of " + NAME + " COMPLETED");
    run(0, "configure " + NAME + " --wait");
    run(0, "start " + NAME + " --wait");
    run(0, "integrity " + NAME + " --wait");
    assertThat(run(0, "instances get " + NAME).out()).containsPattern("resourceState +Active");
    assertThat(run(0, "op " + NAME + " echo -p message=hi --wait").out())
        .containsPattern("answer +heard hi");
    assertThat(run(0, "logs " + NAME).out()).contains("/opt/lifecycle/start.sh");
    assertThat(run(0, "requests ls --instance " + NAME).out()).contains("Configure", "echo");
    run(0, "stop " + NAME + " --wait");
    run(0, "uninstall " + NAME + " --wait");
    assertThat(run(3, "instances get " + NAME).err()).contains("there is no instance");
  }

  @Test
  void endsWithOneWhereTheRequestFails() {
    String name = NAME + "-that-fails";

    Outcome failed = run(1, "install probe -n " + name + " -p fail=Install --wait");

    assertThat(failed.err()).contains("FAILED", "SCRIPT_FAILED");
    run(0, "uninstall " + name + " --force --wait");
  }

  @Test
  void isAnsweredOnceTheRequestHasEnded() {
    RmClient rm = MANAGER.client();
    String id = rm.install(Types.PROBE, Map.of("pause", "1"));
    String request =
        rm.transition(Types.PROBE, "Configure", id, Map.of()).json().get("requestId").asText();
    String path = "/lifecycle/transitions/" + request;

    assertThat(rm.get(path).json().get("requestState").asText()).isNotEqualTo("COMPLETED");
    assertThat(rm.get(path + "?wait=60s").json().get("requestState").asText())
        .isEqualTo("COMPLETED");
    assertThat(rm.get(path + "/status?wait=61s").status()).isEqualTo(400);
    rm.complete(Types.PROBE, "Uninstall", id, Map.of());
  }

  @Test
  void writesAPackageThatWorksAtOnce(@TempDir Path temporary) {
    Path directory = temporary.resolve("written");
    run(0, "new written -d " + directory);
    try {
      assertThat(run(0, "onboard " + directory).out()).contains("written::1.0 is PUBLISHED");
      run(0, "install written -n page -p text=words --wait");
      run(0, "start page --wait");
      assertThat(run(0, "op page countVisits --wait").out()).containsPattern("visits +0");
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(run(0, "metrics page").out()).containsPattern("alive .* OK"));
      assertThat(run(0, "policies page").out()).containsPattern("heal +alive");
      run(0, "stop page --wait");
      run(0, "uninstall page --wait");
    } finally {
      MANAGER.client().delete("/types/resource::written::1.0");
      Docker.attempt("rmi", "dockerrm_written:1.0", "dockerrm_written:latest");
    }
  }

  private static Outcome run(int code, String command) {
    String located =
        command.startsWith("install") ? command + " -l " + MANAGER.location() : command;
    Outcome outcome = FakeManager.run(MANAGER.client().base().toString(), located);
    assertThat(outcome.code()).as(command + ": " + outcome).isEqualTo(code);
    return outcome;
  }
}
