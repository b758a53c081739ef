package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dockerrm.manager.NetworksIT.assertFailed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Containers on networks (docs/reference/packages.md, "Docker properties" and "Built-in types").
 */
class AttachmentsIT {

  private Manager manager;
  private RmClient rm;
  private TestNetworks networks;

  @BeforeEach
  void start() {
    manager = SharedManager.get();
    rm = manager.client();
    networks = new TestNetworks(rm);
  }

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
  }

  @Test
  void attachesThreeNetworksByNameIdAndResourceId() {
    String byName = TestNetworks.newName();
    String byId = TestNetworks.newName();
    String byResourceId = TestNetworks.newName();
    networks.install(byName, Docker.freePrefix());
    String networkId = networks.property(networks.install(byId, Docker.freePrefix()), "networkid");
    String resourceId = networks.install(byResourceId, Docker.freePrefix());

    String id =
        rm.install(
            Types.PROBE,
            Map.of(
                "docker_network", byName,
                "docker_network2", networkId,
                "docker_network3", resourceId));

    assertThat(networks.property(id, "docker_ipaddr")).isEqualTo(address(id, byName));
    assertThat(networks.property(id, "docker_gateway")).isEqualTo(gateway(id, byName));
    assertThat(networks.property(id, "docker_ipaddr2")).isEqualTo(address(id, byId));
    assertThat(networks.property(id, "docker_ipaddr3")).isEqualTo(address(id, byResourceId));
    assertThat(networks.property(id, "docker_network")).isEqualTo(byName);
    assertThat(networks.property(id, "docker_network3")).isEqualTo(resourceId);
    assertThat(Docker.file(container(id), "/var/probe/Install.yml"))
        .as("the first script finds the addresses")
        .contains("\"docker_ipaddr\": \"" + address(id, byName) + "\"")
        .contains("\"docker_ipaddr2\": \"" + address(id, byId) + "\"")
        .contains("\"docker_ipaddr3\": \"" + address(id, byResourceId) + "\"");
  }

  @Test
  void takesAnIdInTheShortFormThatTheEngineShows() {
    String first = TestNetworks.newName();
    String second = TestNetworks.newName();
    String firstId = networks.property(networks.install(first, Docker.freePrefix()), "networkid");
    String secondId = networks.property(networks.install(second, Docker.freePrefix()), "networkid");

    String id =
        rm.install(
            Types.PROBE,
            Map.of(
                "docker_network", firstId.substring(0, 12),
                "docker_network2", secondId.substring(0, 12)));

    assertThat(networks.property(id, "docker_ipaddr")).isEqualTo(address(id, first)).isNotEmpty();
    assertThat(networks.property(id, "docker_ipaddr2")).isEqualTo(address(id, second)).isNotEmpty();
  }

  @Test
  void asksForAStaticAddressWhereOneIsSupplied() {
    String name = TestNetworks.newName();
    String prefix = Docker.freePrefix();
    networks.install(name, prefix);

    String id =
        rm.install(Types.PROBE, Map.of("docker_network2", name, "docker_ipaddr2", prefix + ".77"));

    assertThat(address(id, name)).isEqualTo(prefix + ".77");
    assertThat(networks.property(id, "docker_ipaddr2")).isEqualTo(prefix + ".77");
    JsonNode taken =
        rm.run(
            Types.PROBE,
            "Install",
            null,
            Map.of("docker_network2", name, "docker_ipaddr2", prefix + ".77"));
    assertFailed(taken, "INSUFFICIENT_CAPACITY", "already in use");
  }

  @Test
  void failsCleanlyWhereAStaticAddressIsOutsideTheSubnet() {
    String name = TestNetworks.newName();
    networks.install(name, Docker.freePrefix());

    JsonNode status =
        rm.run(
            Types.PROBE,
            "Install",
            null,
            Map.of("docker_network2", name, "docker_ipaddr2", "192.0.2.7"));

    assertFailed(status, "INFRASTRUCTURE_ERROR", "192.0.2.7");
    assertFailedAndUninstall(Types.PROBE, status);
  }

  @Test
  void givesTheHostsAddressOnTheHostsNetwork() {
    RmClient generous = GenerousManager.get().client();
    String id = generous.install(GenerousManager.BOLD, Map.of("docker_network", "host"));

    assertThat(new TestNetworks(generous).property(id, "docker_ipaddr"))
        .matches("\\d+(\\.\\d+){3}");
    generous.complete(GenerousManager.BOLD, "Start", id, Map.of());
    generous.complete(GenerousManager.BOLD, "Uninstall", id, Map.of());
  }

  @Test
  void failsWhereTheFirstNetworkIsUnknown() {
    JsonNode status =
        rm.run(Types.SMALL, "Install", null, Map.of("docker_network", "no-such-network"));

    assertFailed(status, "RESOURCE_NOT_FOUND", "no-such-network");
    assertThat(Docker.containersOf(manager.location())).isEmpty();
    assertFailedAndUninstall(Types.SMALL, status);
  }

  @Test
  void failsWhereAFurtherNetworkIsUnknown() {
    JsonNode status =
        rm.run(Types.PROBE, "Install", null, Map.of("docker_network3", "no-such-network"));

    assertFailed(status, "RESOURCE_NOT_FOUND", "no-such-network");
    assertFailedAndUninstall(Types.PROBE, status);
  }

  @Test
  void failsWhereAnInstanceThatIsNoNetworkIsNamed() {
    String other = rm.install(Types.SMALL, Map.of());

    JsonNode status = rm.run(Types.SMALL, "Install", null, Map.of("docker_network", other));

    assertFailed(status, "RESOURCE_NOT_FOUND", other);
  }

  @Test
  void addsAndRemovesANetworkThatATypeDoesNotDeclare() {
    String name = TestNetworks.newName();
    String network = networks.install(name, Docker.freePrefix());
    String id = rm.install(Types.SMALL, Map.of());

    rm.complete(Types.SMALL, "addNetwork", id, Map.of("networkid", network));
    assertThat(address(id, name)).isNotEmpty();
    rm.complete(Types.SMALL, "addNetwork", id, Map.of("networkid", network));

    rm.complete(Types.SMALL, "removeNetwork", id, Map.of("networkid", name));
    assertThat(attachments(id)).doesNotContain(name);
    rm.complete(Types.SMALL, "removeNetwork", id, Map.of("networkid", name));
    assertThat(rm.instance(id).get("resourceState").asText()).isEqualTo("Installed");
  }

  @Test
  void fillsTheNextFreeSlotAndClearsIt() {
    String first = TestNetworks.newName();
    String second = TestNetworks.newName();
    String firstId = networks.install(first, Docker.freePrefix());
    String secondNetwork =
        networks.property(networks.install(second, Docker.freePrefix()), "networkid");
    String id = rm.install(Types.PROBE, Map.of());

    rm.complete(Types.PROBE, "addNetwork", id, Map.of("networkid", firstId));
    rm.complete(Types.PROBE, "addNetwork", id, Map.of("networkid", first));
    rm.complete(Types.PROBE, "addNetwork", id, Map.of("networkid", secondNetwork.substring(0, 12)));

    assertThat(networks.property(id, "docker_network2")).isEqualTo(firstId);
    assertThat(networks.property(id, "docker_ipaddr2")).isEqualTo(address(id, first));
    assertThat(networks.property(id, "docker_network3")).isEqualTo(secondNetwork.substring(0, 12));
    assertThat(networks.property(id, "docker_ipaddr3")).isEqualTo(address(id, second));

    rm.complete(Types.PROBE, "removeNetwork", id, Map.of("networkid", firstId));
    rm.complete(Types.PROBE, "removeNetwork", id, Map.of("networkid", firstId));

    assertThat(attachments(id)).contains(second).doesNotContain(first);
    assertThat(networks.property(id, "docker_network2")).isEmpty();
    assertThat(networks.property(id, "docker_ipaddr2")).isEmpty();
    assertThat(networks.property(id, "docker_ipaddr3")).isEqualTo(address(id, second));
    rm.complete(Types.PROBE, "removeNetwork", id, Map.of("networkid", secondNetwork));
    assertThat(networks.property(id, "docker_network3")).isEmpty();
    assertThat(networks.property(id, "docker_ipaddr3")).isEmpty();
  }

  @Test
  void bringsTheFirstNetworkBackAfterItsRemoval() {
    String name = TestNetworks.newName();
    networks.install(name, Docker.freePrefix());
    String id = rm.install(Types.PROBE, Map.of("docker_network", name));

    rm.complete(Types.PROBE, "removeNetwork", id, Map.of("networkid", name));
    assertThat(networks.property(id, "docker_network")).isEmpty();
    assertThat(networks.property(id, "docker_ipaddr")).isEmpty();
    rm.complete(Types.PROBE, "addNetwork", id, Map.of("networkid", "bridge"));

    assertThat(networks.property(id, "docker_network")).isEqualTo("bridge");
    assertThat(networks.property(id, "docker_ipaddr")).isEqualTo(address(id, "bridge"));
  }

  @Test
  void refusesToAddAnUnknownNetworkAndWantsOneNamed() {
    String id = rm.install(Types.SMALL, Map.of());

    JsonNode status = rm.run(Types.SMALL, "addNetwork", id, Map.of("networkid", "no-such-network"));

    assertFailed(status, "RESOURCE_NOT_FOUND", "no-such-network");
    assertThat(rm.instance(id).get("resourceState").asText()).isEqualTo("Installed");
    assertThat(rm.transition(Types.SMALL, "addNetwork", id, Map.of()).status()).isEqualTo(400);
    assertThat(rm.transition(Types.SMALL, "addnetwork", id, Map.of("networkid", "x")).status())
        .isEqualTo(400);
  }

  private void assertFailedAndUninstall(String type, JsonNode status) {
    String id = status.get("resourceId").asText();
    assertThat(rm.instance(id).get("resourceState").asText()).isEqualTo("Failed");
    rm.complete(type, "Uninstall", id, Map.of());
    assertThat(rm.get("/topology/instances/" + id).status()).isEqualTo(404);
    assertThat(Docker.containersOf(manager.location())).isEmpty();
  }

  private String container(String id) {
    return WholeLifeIT.container(rm, id);
  }

  private String attachments(String id) {
    return inspect(id, "{{range $name, $at := .NetworkSettings.Networks}}{{$name}} {{end}}");
  }

  private String address(String id, String network) {
    return inspect(id, "{{(index .NetworkSettings.Networks \"" + network + "\").IPAddress}}");
  }

  private String gateway(String id, String network) {
    return inspect(id, "{{(index .NetworkSettings.Networks \"" + network + "\").Gateway}}");
  }

  private String inspect(String id, String format) {
    return Docker.run("inspect", "-f", format, container(id)).strip();
  }
}
