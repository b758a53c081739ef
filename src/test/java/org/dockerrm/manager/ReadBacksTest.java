package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dockerrm.location.NetworkSpec;
import org.dockerrm.location.NetworkView;
import org.dockerrm.location.memory.MemoryHost;
import org.dockerrm.location.memory.MemoryScript;
import org.dockerrm.support.MemoryManager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Addresses in the properties follow what is done to containers without the manager. */
class ReadBacksTest {

  private static final Duration SOON = Duration.ofSeconds(10);

  private final MemoryHost host = MemoryManager.get().host();
  private final RmClient rm = MemoryManager.get().client();
  private final TestNetworks networks = new TestNetworks(rm);

  @AfterEach
  void forgetPrograms() {
    host.scripts.clear();
  }

  @Test
  void followADetachedNetworkThatComesBackAtAnotherAddress() {
    String name = TestNetworks.newName();
    String prefix = host.freePrefix();
    String network = networks.install(name, prefix);
    String id = rm.install(Types.PROBE, Map.of("docker_network2", network));
    String container = WholeLifeIT.container(rm, id);
    assertThat(networks.property(id, "docker_ipaddr2")).isNotEmpty();

    host.workloads().detach(container, name);
    awaitProperty(id, "docker_ipaddr2", "");
    assertThat(networks.property(id, "docker_network2"))
        .as("what was asked for")
        .isEqualTo(network);
    host.workloads().attach(container, name, prefix + ".99");
    awaitProperty(id, "docker_ipaddr2", prefix + ".99");

    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Installed");
    assertThat(networks.property(id, "docker_ipaddr")).isNotEmpty();
    rm.complete(Types.PROBE, "Start", id, Map.of());
    assertThat(host.scripts.lastCall(container).parameters())
        .contains("\"docker_ipaddr2\": \"" + prefix + ".99\"");
  }

  @Test
  void followTheFirstNetworkWithItsGateway() {
    NetworkView before = create(TestNetworks.newName(), host.freePrefix());
    String id = rm.install(Types.PROBE, Map.of("docker_network", before.name()));
    String container = WholeLifeIT.container(rm, id);

    host.workloads().detach(container, before.id());
    awaitProperty(id, "docker_gateway", "");
    awaitProperty(id, "docker_ipaddr", "");
    host.requireNetworks().remove(before.id());
    String prefix = host.freePrefix();
    NetworkView after = create(before.name(), prefix);
    host.workloads().attach(container, after.id(), null);

    awaitProperty(id, "docker_gateway", prefix + ".1");
    awaitProperty(id, "docker_ipaddr", prefix + ".2");
  }

  @Test
  void followARestartThatBringsAnotherAddress() {
    String name = TestNetworks.newName();
    String prefix = host.freePrefix();
    networks.install(name, prefix);
    String id = rm.install(Types.PROBE, Map.of("docker_network", name));
    String container = WholeLifeIT.container(rm, id);
    awaitProperty(id, "docker_ipaddr", prefix + ".2");

    host.workloads().stop(container, Duration.ZERO);
    String squatter = rm.install(Types.PROBE, Map.of("docker_network", name));
    assertThat(networks.property(squatter, "docker_ipaddr")).isEqualTo(prefix + ".2");
    assertThat(networks.property(id, "docker_ipaddr"))
        .as("a stopped container keeps what it had")
        .isEqualTo(prefix + ".2");
    host.workloads().start(container);

    awaitProperty(id, "docker_ipaddr", prefix + ".3");
  }

  @Test
  void leaveAnInstanceAloneWhoseTransitionIsOpen() throws Exception {
    String name = TestNetworks.newName();
    networks.install(name, host.freePrefix());
    String id = rm.install(Types.PROBE, Map.of("docker_network2", name));
    String address = networks.property(id, "docker_ipaddr2");
    CompletableFuture<MemoryScript> begun = new CompletableFuture<>();
    host.scripts.program("configure", begun::complete);
    JsonNode accepted = rm.transition(Types.PROBE, "Configure", id, Map.of()).json();
    MemoryScript script = begun.get();

    host.workloads().detach(WholeLifeIT.container(rm, id), name);
    // A network that came later is listed, so that the container has been looked at by then.
    String later = create(TestNetworks.newName(), host.freePrefix()).name();
    await()
        .atMost(SOON)
        .until(
            () -> rm.get("/topology/instances?name=" + later).text(), text -> text.contains(later));

    assertThat(networks.property(id, "docker_ipaddr2")).isEqualTo(address);
    script.exit(0);
    JsonNode status = rm.end(accepted.get("requestId").asText());
    assertThat(status.get("requestState").asText()).isEqualTo("COMPLETED");
    awaitProperty(id, "docker_ipaddr2", "");
  }

  @Test
  void followWhatHappenedWhileTheHostWasAway() {
    String name = TestNetworks.newName();
    String prefix = host.freePrefix();
    networks.install(name, prefix);
    String id = rm.install(Types.PROBE, Map.of("docker_network2", name));
    String container = WholeLifeIT.container(rm, id);

    host.goAwayAfter(
        "no route",
        () -> {
          host.workloads().detach(container, name);
          host.workloads().attach(container, name, prefix + ".42");
        });
    host.comeBack();

    awaitProperty(id, "docker_ipaddr2", prefix + ".42");
  }

  private NetworkView create(String name, String prefix) {
    return host.requireNetworks()
        .create(
            new NetworkSpec(
                name, "bridge", prefix + ".0/24", prefix + ".1", "", false, false, Map.of()));
  }

  private void awaitProperty(String id, String name, String value) {
    await(name).atMost(SOON).until(() -> networks.property(id, name), value::equals);
  }
}
