package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A request never stays open past its deadline (docs/reference/api.md, "Status"). */
class DeadlinesIT {

  private static Manager manager;

  @BeforeAll
  static void start() {
    manager = Manager.with("probe").configure("transitionTimeout: PT5S\n").start();
    manager.client().awaitPublished(Types.PROBE);
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

  private static Duration took(JsonNode status) {
    return Duration.between(
        OffsetDateTime.parse(status.get("startedAt").asText()),
        OffsetDateTime.parse(status.get("finishedAt").asText()));
  }
}
