package org.dockerrm.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client wants a container on the host's own network, in a location that does not allow it. */
class HostNetworkIT {

  private RmClient rm;

  @BeforeEach
  void start() {
    rm = SharedManager.get().client();
  }

  @AfterEach
  void clean() {
    Docker.clean(rm.location());
  }

  @Test
  void isRefusedByNameIdShortIdAndResourceId() {
    String resourceId = hostInstance();
    String id = Docker.run("network", "inspect", "-f", "{{.Id}}", "host").strip();
    for (String name : new String[] {"host", id, id.substring(0, 12), resourceId}) {
      for (String property : new String[] {"docker_network", "docker_network3"}) {
        Answer answer = rm.transition(Types.PROBE, "Install", null, Map.of(property, name));

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().get("detail").asText())
            .contains(property + "=" + name, rm.location(), "allowHostNetwork");
      }
    }
    assertThat(Docker.containersOf(rm.location())).isEmpty();
  }

  @Test
  void isRefusedToAnInstanceThatRunsAlready() {
    String id = rm.install(Types.PROBE, Map.of());

    Answer operation = rm.transition(Types.PROBE, "addNetwork", id, Map.of("networkid", "host"));
    Answer change = rm.transition(Types.PROBE, "Reconfigure", id, Map.of("docker_network", "host"));

    assertThat(operation.status()).isEqualTo(400);
    assertThat(operation.text()).contains("networkid=host", "allowHostNetwork");
    assertThat(change.status()).isEqualTo(400);
    assertThat(rm.instance(id).get("properties").get("docker_network").asText())
        .isEqualTo("bridge");
  }

  @ParameterizedTest
  @ValueSource(strings = {"host", "macvlan", "ipvlan", "some/plugin"})
  void isRefusedAsTheDriverOfANetwork(String driver) {
    Answer answer = rm.transition(Types.NETWORK, "Install", null, Map.of("driver", driver));

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText())
        .contains("driver=" + driver, "allowHostNetwork");
  }

  @ParameterizedTest
  @ValueSource(strings = {"container:%s", "ns:/proc/1/ns/net", "Host", "default"})
  void isNotToBeHadByTheEnginesOtherNetworkModes(String mode) {
    JsonNode status =
        rm.run(Types.SMALL, "Install", null, Map.of("docker_network", mode.formatted("abc")));

    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.get("requestFailureCode").asText()).isEqualTo("RESOURCE_NOT_FOUND");
    assertThat(Docker.containersOf(rm.location())).isEmpty();
  }

  @Test
  void cannotBeAllowedByTheClientItself() {
    Answer answer =
        rm.put(
            "/topology/deployment-locations/own",
            "{\"type\": \"t\", \"properties\": {\"allowHostNetwork\": \"true\"}}");

    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.text()).contains("clientLocations.allowHostNetwork");
  }

  private String hostInstance() {
    return await()
        .atMost(Duration.ofSeconds(10))
        .until(
            () ->
                rm.get(
                        "/topology/deployment-locations/%s/instances?instanceName=host"
                            .formatted(rm.location()))
                    .json(),
            found -> found.size() > 0)
        .get(0)
        .get("resourceId")
        .asText();
  }
}
