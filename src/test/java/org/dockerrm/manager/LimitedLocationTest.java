package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumSet;
import java.util.Map;
import org.dockerrm.location.Ability;
import org.dockerrm.support.Manager;
import org.dockerrm.support.MemoryManager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.Test;

/** A location whose kind of host can only run containers and scripts. */
class LimitedLocationTest {

  @Test
  void livesAWholeLifeAndRefusesTheRestBeforeItIsStored() {
    try (Manager manager =
        MemoryManager.without(EnumSet.allOf(Ability.class), "probe", "small").start()) {
      RmClient rm = manager.client().awaitPublished(Types.PROBE).awaitPublished(Types.SMALL);
      JsonNode location = rm.get("/topology/deployment-locations/" + rm.location()).json();
      assertThat(location.get("kind").asText()).isEqualTo("memory");
      assertThat(location.get("capabilities")).isEmpty();

      refused(rm, Types.NETWORK, Map.of(), "has no networks of its own");
      refused(rm, Types.VOLUME, Map.of(), "has no named volumes");
      refused(rm, Types.PROBE, Map.of("docker_network", "front"), "property docker_network");
      refused(rm, Types.PROBE, Map.of("docker_ipaddr2", "10.0.0.9"), "property docker_ipaddr2");
      assertThat(rm.get("/lifecycle/transitions").json().path("items")).isEmpty();
      assertThat(rm.get("/topology/instances").json().path("items")).isEmpty();

      String id = rm.install(Types.PROBE, Map.of());
      rm.complete(Types.PROBE, "Configure", id, Map.of());
      rm.complete(Types.PROBE, "Start", id, Map.of());
      rm.complete(Types.PROBE, "Stop", id, Map.of());
      String container = WholeLifeIT.container(rm, id);
      RmClient.Answer heal = rm.post("/topology/instances/" + id + "/heal", "{}");
      assertThat(heal.status()).as(heal.text()).isEqualTo(202);
      rm.end(heal.json().get("requestId").asText());
      assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Active");
      assertThat(WholeLifeIT.container(rm, id)).as("made again").isNotEqualTo(container);
      rm.complete(Types.PROBE, "Uninstall", id, Map.of());
      assertThat(rm.get("/topology/instances/" + id).status()).isEqualTo(404);
    }
  }

  private static void refused(
      RmClient rm, String type, Map<String, String> properties, String words) {
    ObjectNode body = rm.body(type, "Install", null).put("resourceName", "front");
    ObjectNode values = body.putObject("properties");
    properties.forEach(values::put);
    RmClient.Answer answer = rm.post("/lifecycle/transitions", body.toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText()).contains("location " + rm.location(), words);
  }
}
