package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the values that scripts get, and of what they print. */
class ScriptsIT {

  private final Manager manager = SharedManager.get();
  private final RmClient rm = manager.client();

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
  }

  @Test
  void anInstanceKeepsItsValuesWhereAScriptRefusesNewOnes() {
    String id = rm.install(Types.PROBE, Map.of("text", "before"));

    JsonNode refused =
        rm.run(Types.PROBE, "Reconfigure", id, Map.of("text", "refused", "fail", "Reconfigure"));

    assertThat(refused.get("requestState").asText()).isEqualTo("FAILED");
    JsonNode properties = rm.instance(id).get("properties");
    assertThat(properties.get("text").asText()).isEqualTo("before");
    assertThat(properties.get("fail").asText()).isEmpty();
    String container = WholeLifeIT.container(rm, id);
    assertThat(Docker.run("exec", container, "cat", "/opt/rmparams"))
        .contains("\"text\": \"before\"")
        .doesNotContain("refused");
  }

  @Test
  void aCancelledScriptsOutputIsWhatItPrinted() {
    String id = rm.install(Types.PROBE, Map.of());
    String request =
        rm.transition(Types.PROBE, "Configure", id, Map.of("pause", "600"))
            .json()
            .get("requestId")
            .asText();
    String container = WholeLifeIT.container(rm, id);
    await()
        .until(() -> Docker.run("exec", container, "cat", "/var/probe/runs").contains("Configure"));

    rm.post("/lifecycle/transitions/" + request + "/cancel", "");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                rm.get("/lifecycle/transitions/" + request + "/output")
                    .json()
                    .path(0)
                    .has("finishedAt"));
    assertThat(
            rm.get("/lifecycle/transitions/" + request + "/output")
                .json()
                .get(0)
                .get("output")
                .asText())
        .isEqualTo("Configure of an instance\n");
    assertThat(rm.instance(id).get("properties").get("pause").asText()).isEqualTo("0");
  }
}
