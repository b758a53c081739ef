package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Start, gated by the health checks of containers. */
@ExtendWith(OutputCaptureExtension.class)
class HealthChecksIT {

  private static final String CHECKED = GenerousManager.CHECKED;

  private final Manager manager = GenerousManager.get();
  private final RmClient rm = manager.client();

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
  }

  @Test
  void startsWhenTheContainerIsHealthy() {
    String id = rm.install(CHECKED, Map.of("delay", "0"));
    String container = WholeLifeIT.container(rm, id);
    // What is checked is not there before Start: the engine has long given it up.
    await().atMost(Duration.ofSeconds(20)).until(() -> health(container), "unhealthy"::equals);

    rm.complete(CHECKED, "Start", id, Map.of());

    assertThat(health(container)).isEqualTo("healthy");
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Active");
  }

  @Test
  void failsStartWithWhatTheLastCheckWrote() {
    String id = rm.install(CHECKED, Map.of("delay", "600"));

    JsonNode status = rm.run(CHECKED, "Start", id, Map.of());

    assertThat(status.get("requestFailureCode").asText()).isEqualTo("SCRIPT_FAILED");
    assertThat(status.get("requestStateReason").asText())
        .contains("is unhealthy: 4 checks failed in a row", "exit code 1: ******** is not served")
        .doesNotContain("open-sesame");
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Inactive");
  }

  @Test
  void failsStartWhereTheContainerDiesMeanwhile() {
    String id = rm.install(CHECKED, Map.of("delay", "600"));
    String request = rm.transition(CHECKED, "Start", id, Map.of()).json().get("requestId").asText();
    awaitWaiting(manager, request);

    Docker.run("kill", WholeLifeIT.container(rm, id));

    JsonNode status = rm.end(request);
    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.get("requestStateReason").asText()).contains("before it was healthy");
  }

  @Test
  void goesOnWaitingAfterARestart() {
    try (Manager own = Manager.with("checked").start()) {
      RmClient client = own.client().awaitPublished(CHECKED);
      String id = client.install(CHECKED, Map.of("delay", "600"));
      String request =
          client.transition(CHECKED, "Start", id, Map.of()).json().get("requestId").asText();
      awaitWaiting(own, request);
      own.stop();
      Docker.run("exec", containerOf(own), "touch", "/tmp/serving");

      JsonNode status = own.start().client().end(request);

      assertThat(status.get("requestState").asText()).as(status.toString()).isEqualTo("COMPLETED");
    }
  }

  @Test
  void saysNothingWhileItIsSuspendedAndGoesOnThen(CapturedOutput output) {
    String id = rm.install(CHECKED, Map.of("delay", "600"));
    String request = rm.transition(CHECKED, "Start", id, Map.of()).json().get("requestId").asText();
    awaitWaiting(manager, request);
    String path = "/lifecycle/transitions/" + request;
    assertThat(rm.post(path + "/suspend", "").status()).isEqualTo(202);
    String container = WholeLifeIT.container(rm, id);
    Docker.run("exec", container, "touch", "/tmp/serving");
    await().atMost(Duration.ofSeconds(20)).until(() -> health(container), "healthy"::equals);

    await()
        .during(Duration.ofSeconds(1))
        .until(() -> rm.get(path + "/status").text().contains("IN_PROGRESS"));
    assertThat(output.getAll()).doesNotContain("the health of request " + request);
    assertThat(rm.post(path + "/resume", "").status()).isEqualTo(202);

    assertThat(rm.end(request).get("requestState").asText()).isEqualTo("COMPLETED");
  }

  private static String containerOf(Manager manager) {
    return Docker.containersOf(manager.location()).get(0);
  }

  private static void awaitWaiting(Manager manager, String request) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                manager
                        .bean(RuntimeService.class)
                        .createExecutionQuery()
                        .processInstanceBusinessKey(request)
                        .activityId("Task_WaitUntilHealthy")
                        .count()
                    > 0);
  }

  private static String health(String container) {
    return Docker.run("inspect", "-f", "{{.State.Health.Status}}", container).strip();
  }
}
