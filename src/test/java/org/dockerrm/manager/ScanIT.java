package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.EngineRelay;
import org.dockerrm.support.Manager;
import org.dockerrm.support.ManagerProcess;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of containers and networks is seen: soon by event, and without events by scan. */
class ScanIT {

  private static final Duration SOON = Duration.ofSeconds(2);
  private static final Duration A_SCAN = Duration.ofSeconds(10);
  private static final String GONE = "RESOURCE_NOT_FOUND: its container was removed";
  private static final String KILLED = "container ended with exit code 137";

  @AfterEach
  void clean() {
    Docker.clean(SharedManager.get().location());
  }

  @Test
  void tellsSoonHowAContainerEnded() {
    RmClient rm = SharedManager.get().client();
    String killed = rm.install(Types.SMALL, Map.of());
    String removed = rm.install(Types.SMALL, Map.of());

    Docker.run("kill", WholeLifeIT.container(rm, killed));
    awaitReason(rm, killed, KILLED, SOON);
    Docker.run("rm", "-f", WholeLifeIT.container(rm, removed));
    awaitReason(rm, removed, GONE, SOON);

    rm.complete(Types.SMALL, "Start", killed, Map.of());
    JsonNode started = rm.instance(killed);
    assertThat(started.get("resourceState").asText()).isEqualTo("Active");
    assertThat(started.has("stateReason")).isFalse();
  }

  @Test
  void saysThatTheKernelKilledForMemory() {
    RmClient rm = SharedManager.get().client();
    String id = rm.install(Types.SMALL, Map.of());
    String container = WholeLifeIT.container(rm, id);
    Docker.run("update", "--memory", "20m", "--memory-swap", "20m", container);
    Docker.attempt(
        "exec", container, "sh", "-c", "head -c 100m /dev/zero | tail >/dev/null; sleep 0.5");

    Docker.run("kill", container);

    awaitReason(rm, id, KILLED + ", killed by the kernel for memory (OOM)", SOON);
  }

  @Test
  void findsWithoutAnyEventWhatHappened() throws IOException {
    int port = ManagerProcess.freePort();
    try (EngineRelay relay = EngineRelay.withoutEvents(port);
        Manager manager = Manager.with("small", "probe").configure("scanInterval: PT2S")) {
      assertThat(relay).isNotNull();
      Manager.write(
          manager.home().resolve("config/locations.yml"),
          """
          locations:
            - name: %s
              type: test
              endpoint: tcp://127.0.0.1:%d
          """
              .formatted(manager.location(), port));
      RmClient rm = manager.start().client().awaitPublished(Types.SMALL);
      rm.awaitPublished(Types.PROBE);
      TestNetworks networks = new TestNetworks(rm);
      String name = TestNetworks.newName();
      String network = networks.install(name, Docker.freePrefix());
      String lonely = TestNetworks.newName();
      String gone = networks.install(lonely, Docker.freePrefix());
      String attached = rm.install(Types.PROBE, Map.of("docker_network2", network));
      String killed = rm.install(Types.SMALL, Map.of());
      rm.complete(Types.SMALL, "Start", killed, Map.of());
      String removed = rm.install(Types.SMALL, Map.of());
      assertThat(networks.property(attached, "docker_ipaddr2")).isNotEmpty();

      Docker.run("network", "disconnect", name, WholeLifeIT.container(rm, attached));
      Docker.run("kill", WholeLifeIT.container(rm, killed));
      Docker.run("rm", "-f", WholeLifeIT.container(rm, removed));
      Docker.run("network", "rm", lonely);

      awaitReason(rm, killed, KILLED, A_SCAN);
      awaitReason(rm, removed, GONE, A_SCAN);
      awaitReason(rm, gone, "RESOURCE_NOT_FOUND: its network was removed", A_SCAN);
      await()
          .atMost(A_SCAN)
          .until(() -> networks.property(attached, "docker_ipaddr2"), String::isEmpty);
      assertThat(WholeLifeIT.state(rm, attached)).isEqualTo("Installed");
      assertThat(WholeLifeIT.state(rm, network)).isEqualTo("Installed");
    }
  }

  private static void awaitReason(RmClient rm, String id, String reason, Duration limit) {
    await(id)
        .atMost(limit)
        .until(() -> rm.instance(id).path("stateReason").asText(), reason::equals);
    assertThat(rm.instance(id).get("resourceState").asText()).isEqualTo("Broken");
  }
}
