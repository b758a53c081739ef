package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What {@code onFailure: rollback} undoes (docs/reference/workflows.md, "Failure"). */
class RollbackIT {

  private static final String FRAGILE = "resource::fragile::1.0";

  private static Manager manager;
  private static RmClient rm;

  @BeforeAll
  static void start() {
    manager = Manager.with("fragile").configure("transitionTimeout: PT8S\n").start();
    rm = manager.client().awaitPublished(FRAGILE);
  }

  @AfterAll
  static void stop() {
    manager.close();
  }

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
  }

  @Test
  void leavesNothingOfAnInstallThatFailed() {
    JsonNode status = rm.run(FRAGILE, "Install", null, Map.of("fail", "Install"));

    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.get("requestFailureCode").asText()).isEqualTo("SCRIPT_FAILED");
    assertThat(status.get("requestStateReason").asText())
        .contains("ended with exit code 3", "; rolled back");
    assertThat(rm.get("/topology/instances/" + status.get("resourceId").asText()).status())
        .isEqualTo(404);
    assertThat(Docker.containersOf(manager.location())).isEmpty();
  }

  @Test
  void stopsWhatAStartThatFailedHadBegun() {
    String id = rm.install(FRAGILE, Map.of());
    JsonNode status = rm.run(FRAGILE, "Start", id, Map.of("fail", "Start"));

    assertThat(status.get("requestStateReason").asText()).contains("; rolled back");
    assertThat(Docker.file(WholeLifeIT.container(rm, id), "/opt/runs").lines())
        .containsExactly("Install", "Start", "Stop");
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Inactive");
    rm.complete(FRAGILE, "Start", id, Map.of("fail", ""));
  }

  @Test
  void reportsTheFailureWhereItCannotBeUndone() {
    String id = rm.install(FRAGILE, Map.of("fail", "Stop"));
    Docker.run("exec", WholeLifeIT.container(rm, id), "rm", "/opt/lifecycle/start.sh");

    JsonNode status = rm.run(FRAGILE, "Start", id, Map.of());

    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.get("requestStateReason").asText())
        .contains("start.sh")
        .doesNotContain("rolled back");
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Inactive");
  }

  @Test
  void removesWhatAnInstallMadeThatItsDeadlineEnded() {
    JsonNode status = rm.run(FRAGILE, "Install", null, Map.of("pause", "60"));

    assertThat(status.get("requestFailureCode").asText()).isEqualTo("TIMEOUT");
    assertThat(status.get("requestStateReason").asText()).contains("is being removed");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(
                      rm.get("/topology/instances/" + status.get("resourceId").asText()).status())
                  .isEqualTo(404);
              assertThat(Docker.containersOf(manager.location())).isEmpty();
            });
  }

  @Test
  void removesByForceWhatAnUninstallScriptThatHangsKeeps() {
    String id = rm.install(FRAGILE, Map.of());
    ObjectNode body = rm.body(FRAGILE, "Uninstall", id).put("force", true);
    body.putObject("properties").put("pause", "60");

    String request =
        rm.post("/lifecycle/transitions", body.toString()).json().get("requestId").asText();
    JsonNode end = rm.end(request);

    assertThat(end.get("requestState").asText()).as("%s", end).isEqualTo("COMPLETED");
    assertThat(end.get("requestStateReason").asText()).contains("did not end in half");
    assertThat(Docker.containersOf(manager.location())).isEmpty();
  }
}
