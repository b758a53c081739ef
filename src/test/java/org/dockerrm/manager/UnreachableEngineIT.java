package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Incident;
import org.dockerrm.support.Docker;
import org.dockerrm.support.EngineRelay;
import org.dockerrm.support.Manager;
import org.dockerrm.support.ManagerProcess;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/**
 * An engine that is away delays its own requests and nothing else (docs/reference/workflows.md,
 * "Failure").
 */
class UnreachableEngineIT {

  private static final int PORT = ManagerProcess.freePort();

  private static Manager manager;
  private static String away;

  @BeforeAll
  static void start() throws IOException {
    manager = Manager.with("probe", "small");
    away = manager.location() + "-away";
    Manager.write(
        manager.home().resolve("config/locations.yml"),
        """
        locations:
          - name: %s
            type: test
          - name: %s
            type: test
            endpoint: tcp://127.0.0.1:%d
        """
            .formatted(manager.location(), away, PORT));
    Path processes = manager.home().resolve("processes");
    FileSystemUtils.copyRecursively(Path.of("processes"), processes);
    Path install = processes.resolve("Install.bpmn");
    Manager.write(install, Files.readString(install).replace("PT2S,PT10S,PT30S", "PT1S"));
    manager
        .set("dockerrm.processes-dir=" + processes)
        .set("camunda.bpm.job-execution.lock-time-in-millis=2000")
        .start();
    manager.client().awaitPublished(Types.PROBE).awaitPublished(Types.SMALL);
  }

  @AfterAll
  static void stop() {
    Docker.clean(away);
    manager.close();
  }

  @Test
  void serveTheOtherLocationAndWaitsForHelpWithTheOneThatIsAway() throws IOException {
    RmClient rm = manager.client();
    String request =
        rm.post(
                "/lifecycle/transitions",
                rm.body(Types.SMALL, "Install", null).put("deploymentLocation", away).toString())
            .json()
            .get("requestId")
            .asText();
    String here = rm.install(Types.SMALL, Map.of());
    rm.complete(Types.SMALL, "Uninstall", here, Map.of());

    JsonNode stuck =
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> status(rm, request),
                status ->
                    status.path("requestStateReason").asText().contains("retries are used up"));

    assertThat(stuck.get("requestState").asText()).isEqualTo("IN_PROGRESS");
    assertThat(stuck.get("requestStateReason").asText())
        .contains("127.0.0.1:" + PORT)
        .doesNotContain("Exception");
    Incident incident =
        manager
            .bean(RuntimeService.class)
            .createIncidentQuery()
            .processInstanceId(stuck.get("processInstanceId").asText())
            .singleResult();
    assertThat(incident.getActivityId()).isEqualTo("Task_CreateContainer");

    try (EngineRelay relay = new EngineRelay(PORT)) {
      assertThat(relay).isNotNull();
      await().until(() -> location(rm).at("/health/state").asText(), "UP"::equals);
      manager.bean(ManagementService.class).setJobRetries(incident.getConfiguration(), 1);
      JsonNode end = rm.end(request);
      assertThat(end.get("requestState").asText()).as("%s", end).isEqualTo("COMPLETED");
      assertThat(end.has("requestStateReason")).isFalse();
      assertThat(Docker.containersOf(away)).hasSize(1);
      assertThat(manager.bean(RuntimeService.class).createIncidentQuery().count()).isZero();
    }
    assertIsShownAsOutOfSight(rm, status(rm, request).get("resourceId").asText());
  }

  /** What is not seen may be as it was: it is not broken. */
  private static void assertIsShownAsOutOfSight(RmClient rm, String id) throws IOException {
    JsonNode hidden =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> rm.instance(id),
                seen ->
                    seen.path("stateReason").asText().startsWith("its location is out of sight"));
    assertThat(hidden.get("resourceState").asText()).isEqualTo("Installed");
    assertThat(hidden.get("stateReason").asText()).contains("127.0.0.1:" + PORT);
    assertThat(location(rm).at("/health/state").asText()).isEqualTo("DOWN");
    assertThat(location(rm).at("/health/reason").asText()).contains("127.0.0.1:" + PORT);

    try (EngineRelay relay = new EngineRelay(PORT)) {
      assertThat(relay).isNotNull();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> rm.instance(id), seen -> !seen.has("stateReason"));
      assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Installed");
    }
  }

  private static JsonNode location(RmClient rm) {
    return rm.get("/topology/deployment-locations/" + away).json();
  }

  @Test
  void doesNotRunAScriptTwiceThatTakesLongerThanAJobLock() {
    RmClient rm = manager.client();
    String id = rm.install(Types.PROBE, Map.of());

    JsonNode status = rm.complete(Types.PROBE, "Configure", id, Map.of("pause", "6"));

    assertThat(Docker.file(WholeLifeIT.container(rm, id), "/var/probe/runs").lines())
        .hasSize(2)
        .containsOnlyOnce("Configure " + status.get("requestId").asText());
  }

  private static JsonNode status(RmClient rm, String request) {
    return rm.get("/lifecycle/transitions/" + request + "/status").json();
  }
}
