package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.NetworkSpec;
import org.dockerrm.location.memory.MemoryHost;
import org.dockerrm.support.MemoryManager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.Test;

/** Networks that others made, on a host in memory. */
class ForeignNetworksTest {

  private static final Duration SECONDS = Duration.ofSeconds(10);

  private final MemoryHost host = MemoryManager.get().host();
  private final RmClient rm = MemoryManager.get().client();

  @Test
  void refusesEveryTransitionOnThem() {
    JsonNode bridge = awaitNetwork(rm, "bridge");

    Answer answer =
        rm.transition(Types.NETWORK, "Uninstall", bridge.get("resourceId").asText(), Map.of());

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().get("detail").asText()).contains("read-only");
    assertThat(host.requireNetworks().find("bridge")).isPresent();
  }

  @Test
  void followsNetworksThatComeAndGo() {

    String name = make();
    String id = awaitNetwork(rm, name).get("resourceId").asText();
    assertThat(rm.instance(id).get("readOnly").asBoolean()).isTrue();
    host.requireNetworks().remove(name);

    await()
        .atMost(SECONDS)
        .until(() -> rm.get("/topology/instances/" + id).status(), status -> status == 404);
    assertThat(find(rm, name)).isEmpty();
  }

  @Test
  void attachesContainersToThem() {
    String name = make();
    String network = awaitNetwork(rm, name).get("resourceId").asText();
    String bridge = awaitNetwork(rm, "bridge").get("resourceId").asText();

    String id =
        rm.install(Types.PROBE, Map.of("docker_network", network, "docker_network2", bridge));

    ContainerView container =
        host.workloads().find(WholeLifeIT.container(rm, id)).container().orElseThrow();
    JsonNode properties = rm.instance(id).get("properties");
    assertThat(properties.get("docker_ipaddr").asText())
        .isEqualTo(container.attachmentTo(name).orElseThrow().address());
    assertThat(properties.get("docker_ipaddr2").asText()).isNotEmpty();
    rm.complete(Types.PROBE, "Uninstall", id, Map.of());
  }

  @Test
  void answersInstallOfTheirNamesWithThem() {
    String name = make();
    String foreign = awaitNetwork(rm, name).get("resourceId").asText();

    JsonNode status = new TestNetworks(rm).run(name, Map.of());

    assertThat(status.get("requestState").asText()).as(status.toString()).isEqualTo("COMPLETED");
    assertThat(status.get("resourceId").asText()).isEqualTo(foreign);
    assertThat(rm.instance(foreign).get("readOnly").asBoolean()).isTrue();
    assertThat(rm.instance(foreign).get("resourceName").asText()).isEqualTo(name);
  }

  @Test
  void listsItsOwnNetworksOnce() {
    String name = TestNetworks.newName();
    String id = new TestNetworks(rm).install(name, host.freePrefix());
    // A foreign one that came later is listed, so that the own one has been looked at by now.
    awaitNetwork(rm, make());

    assertThat(find(rm, name))
        .extracting(found -> found.get("resourceId").asText())
        .containsExactly(id);
  }

  private String make() {
    NetworkSpec spec =
        new NetworkSpec(
            TestNetworks.newName(),
            "bridge",
            host.freePrefix() + ".0/24",
            "",
            "",
            false,
            false,
            Map.of());
    return host.requireNetworks().create(spec).name();
  }

  private static JsonNode awaitNetwork(RmClient rm, String name) {
    return await().atMost(SECONDS).until(() -> find(rm, name), found -> found.size() == 1).get(0);
  }

  private static List<JsonNode> find(RmClient rm, String name) {
    String path =
        "/topology/deployment-locations/"
            + rm.location()
            + "/instances?instanceType="
            + Types.NETWORK
            + "&instanceName="
            + name;
    return StreamSupport.stream(rm.get(path).json().spliterator(), false)
        .filter(instance -> instance.get("resourceName").asText().equals(name))
        .toList();
  }
}
