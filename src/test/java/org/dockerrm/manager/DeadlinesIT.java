package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.ManagerProcess;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;

/** A request never stays open past its deadline (docs/reference/api.md, "Status"). */
class DeadlinesIT {

  private static final String LOST = "lost";
  private static final String DRAWN = "resource::drawn::1.0";

  private static Manager manager;

  @BeforeAll
  static void start() throws IOException {
    manager = Manager.with("probe").configure("transitionTimeout: PT5S\n");
    Path locations = manager.home().resolve("config/locations.yml");
    Manager.write(
        locations,
        Files.readString(locations)
            + "  - name: %s\n    type: test\n    endpoint: tcp://127.0.0.1:%d\n"
                .formatted(LOST, ManagerProcess.freePort()));
    addPackageThatDrawsItsDeadline();
    manager.start();
    manager.client().awaitPublished(Types.PROBE).awaitPublished(DRAWN);
  }

  /** The package probe with the process Start of package detour. */
  private static void addPackageThatDrawsItsDeadline() throws IOException {
    Path csars = manager.home().resolve("csars");
    Path drawn = csars.resolve("drawn");
    FileSystemUtils.copyRecursively(csars.resolve("probe"), drawn);
    Path descriptor = drawn.resolve("resource.yml");
    Manager.write(descriptor, Files.readString(descriptor).replace(Types.PROBE, DRAWN));
    Manager.write(
        drawn.resolve("processes/Start.bpmn"),
        Files.readString(Path.of("src/test/resources/packages/detour/processes/Start.bpmn"))
            .replace("detour.Start", "drawn.Start"));
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
  void endsAtTheDeadlineAndTakesTheNextTransitionThen() {
    RmClient rm = manager.client();
    String id = rm.install(Types.PROBE, Map.of());

    JsonNode status = rm.run(Types.PROBE, "Configure", id, Map.of("pause", "30"));

    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.get("requestFailureCode").asText()).isEqualTo("TIMEOUT");
    assertThat(status.get("requestStateReason").asText()).contains("deadline");
    assertThat(took(status)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(10));
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Installed");
    rm.complete(Types.PROBE, "Configure", id, Map.of("pause", "0"));
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Inactive");
  }

  @Test
  void endsInTimeAlsoAfterAQuietWhile() throws InterruptedException {
    RmClient rm = manager.client();
    String id = rm.install(Types.PROBE, Map.of());
    Thread.sleep(Duration.ofSeconds(12).toMillis());

    JsonNode status = rm.run(Types.PROBE, "Configure", id, Map.of("pause", "30"));

    assertThat(status.get("requestFailureCode").asText()).isEqualTo("TIMEOUT");
    assertThat(took(status)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(10));
  }

  @Test
  void endsAHealWithWhatItCalled() {
    RmClient rm = manager.client();
    String id = rm.install(Types.PROBE, Map.of());
    rm.complete(Types.PROBE, "Start", id, Map.of());
    // Every script of it pauses from now on.
    manager.bean(Inventory.class).putProperties(id, Map.of("pause", "30"));

    JsonNode accepted = rm.post("/topology/instances/" + id + "/heal", "").json();

    JsonNode status = rm.end(accepted.get("requestId").asText());
    assertThat(status.get("requestFailureCode").asText()).isEqualTo("TIMEOUT");
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Failed");
    JsonNode parts = rm.get("/lifecycle/transitions?transitionName=Stop&resourceId=" + id).json();
    assertThat(parts.at("/items/0/requestState").asText()).isEqualTo("CANCELLED");
    assertThat(parts.at("/items/0/requestStateReason").asText())
        .contains(status.get("requestId").asText());
    rm.complete(Types.PROBE, "Uninstall", id, Map.of("pause", "0"));
  }

  @Test
  void endsWhatWaitsForAnEngineThatDoesNotAnswer() {
    RmClient rm = manager.client();
    ObjectNode body = rm.body(Types.PROBE, "Install", null).put("deploymentLocation", LOST);

    JsonNode status =
        rm.end(rm.post("/lifecycle/transitions", body.toString()).json().get("requestId").asText());

    assertThat(status.get("requestFailureCode").asText()).isEqualTo("TIMEOUT");
    assertThat(WholeLifeIT.state(rm, status.get("resourceId").asText())).isEqualTo("Failed");
    assertThat(manager.bean(RuntimeService.class).createProcessInstanceQuery().count()).isZero();
  }

  @Test
  void aProcessThatDrawsItsOwnDeadlineEndsItsRequestItself() {
    RmClient rm = manager.client();
    String id = rm.install(DRAWN, Map.of());

    JsonNode status = rm.run(DRAWN, "Start", id, Map.of("pause", "30"));

    assertThat(status.get("requestFailureCode").asText()).isEqualTo("TIMEOUT");
    assertThat(
            manager
                .bean(HistoryService.class)
                .createHistoricActivityInstanceQuery()
                .processInstanceId(status.get("processInstanceId").asText())
                .activityId("Task_ReportTimeout")
                .count())
        .isEqualTo(1);
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Inactive");
  }

  @Test
  void endsWhatCameToItsDeadlineWhileTheManagerWasStopped() throws InterruptedException {
    RmClient rm = manager.client();
    String id = rm.install(Types.PROBE, Map.of());
    String request =
        rm.transition(Types.PROBE, "Configure", id, Map.of("pause", "30"))
            .json()
            .get("requestId")
            .asText();

    manager.stop();
    Thread.sleep(Duration.ofSeconds(5).toMillis());
    manager.start();

    JsonNode status = manager.client().end(request);
    assertThat(status.get("requestFailureCode").asText()).isEqualTo("TIMEOUT");
    assertThat(WholeLifeIT.state(manager.client(), id)).isEqualTo("Installed");
  }

  private static Duration took(JsonNode status) {
    return Duration.between(
        OffsetDateTime.parse(status.get("startedAt").asText()),
        OffsetDateTime.parse(status.get("finishedAt").asText()));
  }
}
