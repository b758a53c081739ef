package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Networks that others made (docs/reference/api.md, "Read-only instances"). */
class ForeignNetworksIT {

  private static final Duration SECONDS = Duration.ofSeconds(10);

  private final List<String> made = new ArrayList<>();

  @AfterEach
  void clean() {
    Docker.clean(GenerousManager.get().location());
    made.forEach(name -> Docker.attempt("network", "rm", name));
  }

  @Test
  void listsWhatExistsAtItsStartAndKeepsTheirIdsOverARestart() {
    String before = make();
    try (Manager manager = Manager.with("small").start()) {
      RmClient rm = manager.client().awaitPublished(Types.SMALL);
      JsonNode foreign = awaitNetwork(rm, before);
      assertThat(foreign.get("readOnly").asBoolean()).isTrue();
      assertThat(foreign.get("resourceState").asText()).isEqualTo("Installed");
      assertThat(foreign.get("deploymentLocation").asText()).isEqualTo(manager.location());
      JsonNode properties = foreign.get("properties");
      assertThat(properties.get("networkname").asText()).isEqualTo(before);
      assertThat(properties.get("networkid").asText()).isEqualTo(id(before));
      assertThat(properties.get("subnet").asText()).matches("10\\.200\\.\\d+\\.0/24");
      assertThat(properties.get("bridgename").asText()).isEqualTo("br-" + id(before, 12));
      for (String own : List.of("bridge", "host", "none")) {
        assertThat(awaitNetwork(rm, own).get("readOnly").asBoolean()).isTrue();
      }
      String bridge = awaitNetwork(rm, "bridge").get("resourceId").asText();
      String made = new TestNetworks(rm).install(TestNetworks.newName(), Docker.freePrefix());

      manager.stop();
      String meanwhile = make();
      RmClient again = manager.start().client();

      awaitNetwork(again, meanwhile);
      assertThat(awaitNetwork(again, before).get("resourceId"))
          .isEqualTo(foreign.get("resourceId"));
      assertThat(awaitNetwork(again, "bridge").get("resourceId").asText()).isEqualTo(bridge);
      assertThat(again.instance(made).get("readOnly").asBoolean()).isFalse();
    }
  }

  @Test
  void takesTheHostsOwnNetworkByItsResourceId() {
    RmClient rm = GenerousManager.get().client();
    String host = awaitNetwork(rm, "host").get("resourceId").asText();

    String id = rm.install(GenerousManager.BOLD, Map.of("docker_network", host));

    String container = WholeLifeIT.container(rm, id);
    assertThat(Docker.run("inspect", "-f", "{{.HostConfig.NetworkMode}}", container).strip())
        .isEqualTo("host");
    assertThat(rm.instance(id).get("properties").get("docker_ipaddr").asText()).isNotEmpty();
    rm.complete(GenerousManager.BOLD, "Uninstall", id, Map.of());
  }

  private String make() {
    String name = TestNetworks.newName();
    Docker.run("network", "create", "--subnet", Docker.freePrefix() + ".0/24", name);
    made.add(name);
    return name;
  }

  private static String id(String network) {
    return Docker.run("network", "inspect", "-f", "{{.Id}}", network).strip();
  }

  private static String id(String network, int length) {
    return id(network).substring(0, length);
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
