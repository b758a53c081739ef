package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
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

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
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

  private void awaitProperty(String id, String name, String value) {
    await(name).atMost(SOON).until(() -> networks.property(id, name), value::equals);
  }
}
