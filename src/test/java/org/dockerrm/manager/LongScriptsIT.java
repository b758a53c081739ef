package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** While scripts run nothing waits for them (docs/reference/workflows.md, "Long steps"). */
@Tag("long")
class LongScriptsIT {

  private static final int SCRIPTS = 40;

  private final Manager manager = SharedManager.get();

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
  }

  @Test
  void leavesRoomForOthersWhileFortyScriptsRun() {
    RmClient rm = manager.client();
    List<String> installs = new ArrayList<>();
    for (int i = 0; i < SCRIPTS; i++) {
      installs.add(accepted(rm, "Install", null, Map.of()));
    }
    List<String> instances =
        installs.stream().map(id -> rm.end(id).get("resourceId").asText()).toList();

    List<String> scripts =
        instances.stream().map(id -> accepted(rm, "Configure", id, Map.of("pause", "15"))).toList();
    JsonNode install = rm.complete(Types.SMALL, "Install", null, Map.of());

    assertThat(scripts)
        .as("all of them are still under way")
        .allSatisfy(id -> assertThat(state(rm, id)).isIn("PENDING", "IN_PROGRESS"));
    assertThat(scripts)
        .as("of what goes well there is nothing to tell")
        .allSatisfy(id -> assertThat(status(rm, id).has("requestStateReason")).isFalse());
    assertThat(took(install)).isLessThan(Duration.ofSeconds(10));
    assertThat(scripts)
        .allSatisfy(
            id -> assertThat(rm.end(id).get("requestState").asText()).isEqualTo("COMPLETED"));
    assertThat(scripts)
        .as("they ran side by side")
        .allSatisfy(
            id ->
                assertThat(took(rm.end(id)))
                    .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(40)));
  }

  private static String accepted(
      RmClient rm, String transition, String id, Map<String, String> properties) {
    RmClient.Answer answer = rm.transition(Types.PROBE, transition, id, properties);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json().get("requestId").asText();
  }

  private static String state(RmClient rm, String request) {
    return status(rm, request).get("requestState").asText();
  }

  private static JsonNode status(RmClient rm, String request) {
    return rm.get("/lifecycle/transitions/" + request + "/status").json();
  }

  private static Duration took(JsonNode status) {
    return Duration.between(
        OffsetDateTime.parse(status.get("startedAt").asText()),
        OffsetDateTime.parse(status.get("finishedAt").asText()));
  }
}
