package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Networks that the manager makes (docs/reference/packages.md, "Built-in types"). */
class NetworksIT {

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
  void makesANetworkOnTheDefaultSubnet() {
    String name = TestNetworks.newName();
    // Others use this engine too, and the default subnet is there once.
    String id =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> onDefaultSubnet(name), Optional::isPresent)
            .orElseThrow();
    assertThat(networks.property(id, "gateway")).isEqualTo("10.1.1.1");
    assertThat(networks.property(id, "networkname")).isEqualTo(name);
    assertThat(inspect(name, "{{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}{{end}}"))
        .isEqualTo("10.1.1.0/24 10.1.1.1");
    rm.complete(Types.NETWORK, "Uninstall", id, Map.of());
  }

  private Optional<String> onDefaultSubnet(String name) {
    String id = networks.run(name, Map.of()).get("resourceId").asText();
    if (networks.property(id, "subnet").equals("10.1.1.0/24")) {
      return Optional.of(id);
    }
    rm.complete(Types.NETWORK, "Uninstall", id, Map.of());
    return Optional.empty();
  }

  @Test
  void givesNetworksThatAskForNoSubnetDifferentOnesWithTheirGateways() {
    List<String> names = IntStream.range(0, 4).mapToObj(number -> TestNetworks.newName()).toList();
    List<Map<String, String>> asked =
        List.of(Map.of(), Map.of("subnet", ""), Map.of("subnet", " ", "gateway", ""), Map.of());

    List<JsonNode> ended =
        IntStream.range(0, 4)
            .parallel()
            .mapToObj(number -> networks.run(names.get(number), asked.get(number)))
            .toList();

    assertThat(ended)
        .allSatisfy(
            status -> {
              assertThat(status.get("requestState").asText())
                  .as(status.toString())
                  .isEqualTo("COMPLETED");
              String id = status.get("resourceId").asText();
              String subnet = networks.property(id, "subnet");
              assertThat(subnet)
                  .matches("10\\.(1\\.1|(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.\\d+)\\.0/24");
              assertThat(networks.property(id, "gateway")).isEqualTo(subnet.replace(".0/24", ".1"));
            });
    assertThat(names)
        .extracting(name -> inspect(name, "{{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}{{end}}"))
        .doesNotHaveDuplicates();
  }

  @Test
  void givesAGatewayWithoutASubnetTheSubnetAroundIt() {
    String name = TestNetworks.newName();

    JsonNode status = networks.run(name, Map.of("gateway", "10.127.255.254"));

    assertThat(status.get("requestState").asText()).as(status.toString()).isEqualTo("COMPLETED");
    assertThat(inspect(name, "{{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}{{end}}"))
        .isEqualTo("10.127.255.0/24 10.127.255.254");
  }

  @Test
  void makesANetworkAsAskedAndShowsWhatIsBehindIt() throws IOException {
    String name = TestNetworks.newName();
    String prefix = Docker.freePrefix();

    String id = networks.install(name, prefix, Map.of("gateway", prefix + ".254"));

    JsonNode instance = rm.instance(id);
    JsonNode properties = instance.get("properties");
    String networkId = inspect(name, "{{.Id}}");
    assertThat(instance.get("resourceState").asText()).isEqualTo("Installed");
    assertThat(instance.get("readOnly").asBoolean()).isFalse();
    assertThat(properties.get("networkid").asText()).isEqualTo(networkId);
    assertThat(inspect(name, "{{range .IPAM.Config}}{{.Subnet}} {{.Gateway}}{{end}}"))
        .isEqualTo(prefix + ".0/24 " + prefix + ".254");
    JsonNode behind = instance.get("internalResourceInstances").get(0);
    assertThat(behind.get("type").asText()).isEqualTo("docker network");
    assertThat(behind.get("id").asText()).isEqualTo(networkId);
    assertThat(behind.get("name").asText()).isEqualTo(name);
    String bridge = properties.get("bridgename").asText();
    assertThat(bridge).isEqualTo("br-" + name).hasSizeLessThanOrEqualTo(15);
    assertThat(NetworkInterface.getByName(bridge)).isNotNull();
  }

  @Test
  void choosesTheGatewayWhereOnlyASubnetIsGiven() {
    String name = TestNetworks.newName();
    String prefix = Docker.freePrefix();

    JsonNode status = networks.run(name, Map.of("subnet", prefix + ".0/24"));

    assertThat(status.get("requestState").asText()).as(status.toString()).isEqualTo("COMPLETED");
    assertThat(networks.property(status.get("resourceId").asText(), "gateway"))
        .isEqualTo(prefix + ".1");
  }

  @Test
  void refusesAGatewayOutsideTheSubnet() {
    JsonNode status =
        networks.run(
            TestNetworks.newName(),
            Map.of("subnet", Docker.freePrefix() + ".0/24", "gateway", "192.0.2.1"));

    assertFailed(status, "INFRASTRUCTURE_ERROR", "192.0.2.1");
  }

  @Test
  void givesLongNamesWithOneBeginningDifferentBridges() throws IOException {
    String name = TestNetworks.newName() + "-with-a-long-name";

    String one = networks.install(name + "-one", Docker.freePrefix());
    String two = networks.install(name + "-two", Docker.freePrefix());

    String bridgeOne = networks.property(one, "bridgename");
    String bridgeTwo = networks.property(two, "bridgename");
    assertThat(bridgeOne).startsWith("br-it-").hasSizeLessThanOrEqualTo(15);
    assertThat(bridgeTwo).startsWith("br-it-").hasSizeLessThanOrEqualTo(15);
    assertThat(bridgeOne).isNotEqualTo(bridgeTwo);
    assertThat(NetworkInterface.getByName(bridgeOne)).isNotNull();
    assertThat(NetworkInterface.getByName(bridgeTwo)).isNotNull();
  }

  @Test
  void leavesTheHostsInterfacesAloneWhateverTheNameIs() throws IOException {
    String before = NetworkInterface.getByName("lo").getInterfaceAddresses().toString();

    String id = networks.install("lo", Docker.freePrefix());

    assertThat(networks.property(id, "bridgename"))
        .as("%s", rm.instance(id))
        .isNotEqualTo("lo")
        .contains("lo");
    assertThat(NetworkInterface.getByName("lo").getInterfaceAddresses()).hasToString(before);
    rm.complete(Types.NETWORK, "Uninstall", id, Map.of());
    assertThat(NetworkInterface.getByName("lo").getInterfaceAddresses()).hasToString(before);
  }

  @Test
  void leavesABridgeOfAnotherOwnerAlone() throws Exception {
    String name = TestNetworks.newName();
    String bridge = "br-" + name;
    assumeTrue(ip("link", "add", bridge, "type", "bridge"), "needs the right to make a bridge");
    try {
      String id = networks.install(name, Docker.freePrefix());

      assertThat(networks.property(id, "bridgename"))
          .isNotEqualTo(bridge)
          .hasSizeLessThanOrEqualTo(15);
      rm.complete(Types.NETWORK, "Uninstall", id, Map.of());
      assertThat(ip("link", "show", bridge)).isTrue();
    } finally {
      ip("link", "delete", bridge);
    }
  }

  @Test
  void answersWithTheInstanceThatHasTheName() {
    String name = TestNetworks.newName();
    String first = networks.install(name, Docker.freePrefix());

    JsonNode again = networks.run(name, TestNetworks.onPrefix(Docker.freePrefix()));

    assertThat(again.get("requestState").asText()).isEqualTo("COMPLETED");
    assertThat(again.get("resourceId").asText()).isEqualTo(first);
    assertThat(again.get("requestStateReason").asText()).contains(first);
    assertThat(Docker.networksOf(manager.location())).hasSize(1);
  }

  @Test
  void refusesAnOverlapWithBothNamesAndTakesAnotherSubnetThen() {
    String first = TestNetworks.newName();
    String second = TestNetworks.newName();
    String prefix = Docker.freePrefix();
    networks.install(first, prefix);

    JsonNode overlapping = networks.run(second, TestNetworks.onPrefix(prefix));

    assertFailed(overlapping, "INSUFFICIENT_CAPACITY", first);
    assertThat(overlapping.get("requestStateReason").asText()).contains(second);
    String id = overlapping.get("resourceId").asText();
    assertThat(rm.instance(id).get("resourceState").asText()).isEqualTo("Failed");
    String other = Docker.freePrefix();
    assertThat(networks.install(second, other)).isEqualTo(id);
    assertThat(rm.instance(id).get("resourceState").asText()).isEqualTo("Installed");
    assertThat(networks.property(id, "subnet")).isEqualTo(other + ".0/24");
  }

  @Test
  void keepsANetworkWithAttachedInstances() {
    String name = TestNetworks.newName();
    String id = networks.install(name, Docker.freePrefix());
    String attached = rm.install(Types.SMALL, Map.of("docker_network", id));

    JsonNode refused = rm.run(Types.NETWORK, "Uninstall", id, Map.of());

    assertFailed(refused, "INFRASTRUCTURE_ERROR", attached);
    rm.complete(Types.SMALL, "Uninstall", attached, Map.of());
    rm.complete(Types.NETWORK, "Uninstall", id, Map.of());
    assertThat(rm.get("/topology/instances/" + id).status()).isEqualTo(404);
    assertThat(Docker.attempt("network", "inspect", name).exitCode()).isNotZero();
  }

  @Test
  void uninstallsANetworkThatWasRemovedFromOutside() {
    String name = TestNetworks.newName();
    String id = networks.install(name, Docker.freePrefix());
    Docker.run("network", "rm", name);

    rm.complete(Types.NETWORK, "Uninstall", id, Map.of());

    assertThat(rm.get("/topology/instances/" + id).status()).isEqualTo(404);
  }

  @Test
  void makesInternalNetworksAndNetworksWithIpv6() {
    String internal = TestNetworks.newName();
    String both = TestNetworks.newName();

    networks.install(internal, Docker.freePrefix(), Map.of("internal", "true"));
    networks.install(both, Docker.freePrefix(), Map.of("ipv6", "true"));

    assertThat(inspect(internal, "{{.Internal}} {{.EnableIPv6}}")).isEqualTo("true false");
    assertThat(inspect(both, "{{.Internal}} {{.EnableIPv6}}")).isEqualTo("false true");
  }

  @Test
  void reportsWhatTheEngineSaysOfADriver() {
    // The engine looks for a driver that it does not know for 15 seconds, and refuses this at once.
    JsonNode status =
        new TestNetworks(GenerousManager.get().client())
            .run(
                TestNetworks.newName(),
                Map.of("driver", "host", "subnet", Docker.freePrefix() + ".0/24"));

    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.get("requestStateReason").asText()).contains("\"host\" network is allowed");
  }

  static void assertFailed(JsonNode status, String code, String words) {
    assertThat(status.get("requestState").asText()).as(status.toString()).isEqualTo("FAILED");
    assertThat(status.get("requestFailureCode").asText()).as(status.toString()).isEqualTo(code);
    assertThat(status.get("requestStateReason").asText()).contains(words);
  }

  private static boolean ip(String... arguments) throws InterruptedException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(arguments));
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
    } catch (IOException withoutTheCommand) {
      return false;
    }
  }

  private static String inspect(String network, String format) {
    return Docker.run("network", "inspect", "-f", format, network).strip();
  }
}
