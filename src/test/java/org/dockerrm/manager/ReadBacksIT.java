package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Addresses in the properties follow what people do to containers behind the manager's back. */
class ReadBacksIT {

  private static final Duration SOON = Duration.ofSeconds(2);

  private final Manager manager = SharedManager.get();
  private final RmClient rm = manager.client();
  private final TestNetworks networks = new TestNetworks(rm);
  private final List<String> made = new ArrayList<>();

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
    made.forEach(name -> Docker.attempt("network", "rm", name));
  }

  @Test
  void followADisconnectedNetworkThatComesBackAtAnotherAddress() {
    String name = TestNetworks.newName();
    String prefix = Docker.freePrefix();
    String network = networks.install(name, prefix);
    String id = rm.install(Types.PROBE, Map.of("docker_network2", network));
    String container = WholeLifeIT.container(rm, id);
    assertThat(networks.property(id, "docker_ipaddr2")).isNotEmpty();

    Docker.run("network", "disconnect", name, container);
    awaitProperty(id, "docker_ipaddr2", "");
    assertThat(networks.property(id, "docker_network2"))
        .as("what was asked for")
        .isEqualTo(network);
    Docker.run("network", "connect", "--ip", prefix + ".99", name, container);
    awaitProperty(id, "docker_ipaddr2", prefix + ".99");

    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Installed");
    assertThat(networks.property(id, "docker_ipaddr")).isNotEmpty();
    rm.complete(Types.PROBE, "Start", id, Map.of());
    assertThat(Docker.file(container, "/var/probe/Start.yml"))
        .contains("\"docker_ipaddr2\": \"" + prefix + ".99\"");
  }

  @Test
  void followTheFirstNetworkWithItsGateway() {
    String name = TestNetworks.newName();
    create(name, Docker.freePrefix());
    String id = rm.install(Types.PROBE, Map.of("docker_network", name));
    String container = WholeLifeIT.container(rm, id);

    Docker.run("network", "disconnect", name, container);
    awaitProperty(id, "docker_gateway", "");
    awaitProperty(id, "docker_ipaddr", "");
    Docker.run("network", "rm", name);
    String prefix = Docker.freePrefix();
    create(name, prefix);
    Docker.run("network", "connect", name, container);

    awaitProperty(id, "docker_gateway", prefix + ".1");
    awaitProperty(id, "docker_ipaddr", prefix + ".2");
  }

  @Test
  void followARestartThatBringsAnotherAddress() {
    String name = TestNetworks.newName();
    String prefix = Docker.freePrefix();
    networks.install(name, prefix);
    String id = rm.install(Types.PROBE, Map.of("docker_network", name));
    String container = WholeLifeIT.container(rm, id);
    awaitProperty(id, "docker_ipaddr", prefix + ".2");

    Docker.run("stop", container);
    String squatter = rm.install(Types.PROBE, Map.of("docker_network", name));
    assertThat(networks.property(squatter, "docker_ipaddr")).isEqualTo(prefix + ".2");
    assertThat(networks.property(id, "docker_ipaddr"))
        .as("a stopped container keeps what it had")
        .isEqualTo(prefix + ".2");
    Docker.run("start", container);

    awaitProperty(id, "docker_ipaddr", prefix + ".3");
  }

  @Test
  void leaveAnInstanceAloneWhoseTransitionIsOpen() {
    String name = TestNetworks.newName();
    networks.install(name, Docker.freePrefix());
    String id = rm.install(Types.PROBE, Map.of("docker_network2", name));
    String address = networks.property(id, "docker_ipaddr2");
    String container = WholeLifeIT.container(rm, id);
    JsonNode accepted = rm.transition(Types.PROBE, "Configure", id, Map.of("pause", "3")).json();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Docker.file(container, "/var/probe/runs").contains("Configure"));

    Docker.run("network", "disconnect", name, container);
    await().during(Duration.ofSeconds(1)).until(() -> !ended(accepted));

    assertThat(networks.property(id, "docker_ipaddr2")).isEqualTo(address);
    JsonNode status = rm.end(accepted.get("requestId").asText());
    assertThat(status.get("requestState").asText()).isEqualTo("COMPLETED");
    await("the next scan")
        .atMost(Duration.ofSeconds(20))
        .until(() -> networks.property(id, "docker_ipaddr2"), String::isEmpty);
  }

  @Test
  void followWhatHappenedWhileTheManagerWasAway() {
    try (Manager own = Manager.with("probe").start()) {
      RmClient client = own.client().awaitPublished(Types.PROBE);
      TestNetworks its = new TestNetworks(client);
      String name = TestNetworks.newName();
      String prefix = Docker.freePrefix();
      its.install(name, prefix);
      String id = client.install(Types.PROBE, Map.of("docker_network2", name));
      String container = WholeLifeIT.container(client, id);
      own.stop();
      Docker.run("network", "disconnect", name, container);
      Docker.run("network", "connect", "--ip", prefix + ".42", name, container);

      TestNetworks again = new TestNetworks(own.start().client());

      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> again.property(id, "docker_ipaddr2"), (prefix + ".42")::equals);
    }
  }

  private boolean ended(JsonNode accepted) {
    return rm.get("/lifecycle/transitions/" + accepted.get("requestId").asText())
        .json()
        .has("finishedAt");
  }

  private void create(String name, String prefix) {
    Docker.run(
        "network",
        "create",
        "--label",
        "dockerrm-test",
        "--subnet",
        prefix + ".0/24",
        "--gateway",
        prefix + ".1",
        name);
    made.add(name);
  }

  private void awaitProperty(String id, String name, String value) {
    await(name).atMost(SOON).until(() -> networks.property(id, name), value::equals);
  }
}
