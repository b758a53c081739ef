package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of instances whose containers run, and are not well. */
class ContainerConditionsIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private final Manager manager = GenerousManager.get();
  private final RmClient rm = manager.client();

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
  }

  @Test
  void startDoesNotWaitForTheNextCheckOfTheEngine() {
    String id = started(GenerousManager.PATIENT);

    assertThat(health(WholeLifeIT.container(rm, id))).isEqualTo("starting");
  }

  @Test
  void anUnhealthyContainerIsAReasonAndNoOtherState() {
    String id = started(GenerousManager.CHECKED);
    String container = WholeLifeIT.container(rm, id);

    Docker.run("exec", container, "rm", "/tmp/serving");
    awaitReason(id, "Active", "its container is unhealthy: 4 checks failed in a row");
    assertThat(reason(id)).contains("******** is not served").doesNotContain("open-sesame");

    Docker.run("exec", container, "touch", "/tmp/serving");
    awaitReason(id, "Active", "");
  }

  @Test
  void aContainerThatItsEngineStartsAgainHasLostWhatItsStartScriptBegan() {
    String id = started(GenerousManager.PATIENT);

    Docker.run("exec", WholeLifeIT.container(rm, id), "touch", "/tmp/end");

    awaitReason(id, "Broken", "its container was started again at 20");
    rm.complete(GenerousManager.PATIENT, "Stop", id, Map.of());
    rm.complete(GenerousManager.PATIENT, "Start", id, Map.of());
    await().during(Duration.ofSeconds(2)).until(() -> WholeLifeIT.state(rm, id), "Active"::equals);
  }

  @Test
  void aContainerThatAPersonRestartsHasLostWhatItsStartScriptBegan() {
    for (String type : List.of(GenerousManager.PATIENT, GenerousManager.CHECKED)) {
      String id = started(type);

      Docker.run("restart", "-t", "0", WholeLifeIT.container(rm, id));

      await()
          .atMost(SOON)
          .untilAsserted(
              () -> {
                assertThat(WholeLifeIT.state(rm, id)).as(type).isEqualTo("Broken");
                assertThat(reason(id)).containsAnyOf("was started again at 20", "ended with exit");
              });
      rm.complete(type, "Stop", id, Map.of());
      rm.complete(type, "Start", id, Map.of());
      assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Active");
    }
  }

  @Test
  void aHealPolicyActsOnTheFirstVerdictOfTheHealthCheck() {
    String id = started(GenerousManager.TENDED);
    String container = WholeLifeIT.container(rm, id);

    Docker.run("exec", container, "rm", "/tmp/serving");

    await()
        .atMost(SOON)
        .until(
            () -> rm.get("/lifecycle/transitions?resourceId=" + id + "&transitionName=Heal").text(),
            heals -> heals.contains("COMPLETED"));
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Active");
    assertThat(rm.get("/topology/instances/" + id + "/metrics").text()).contains("\"health\"");
  }

  private String started(String type) {
    String id = rm.install(type, Map.of("delay", "0"));
    rm.complete(type, "Start", id, Map.of());
    return id;
  }

  private void awaitReason(String id, String state, String reason) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(WholeLifeIT.state(rm, id)).isEqualTo(state);
              if (reason.isEmpty()) {
                assertThat(reason(id)).isEmpty();
              } else {
                assertThat(reason(id)).startsWith(reason);
              }
            });
  }

  private String reason(String id) {
    JsonNode reason = rm.get("/topology/instances/" + id).json().get("stateReason");
    return reason == null || reason.isNull() ? "" : reason.asText();
  }

  private static String health(String container) {
    return Docker.run("inspect", "-f", "{{.State.Health.Status}}", container).strip();
  }
}
