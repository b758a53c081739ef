package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.ManagerProcess;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Engines that accept connections and never answer, or accept none, affect no other location. */
class BlackHoleIT {

  private static final int REQUESTS = 30;

  private static ServerSocket hole;
  private static Manager manager;

  @BeforeAll
  static void start() throws IOException {
    hole = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    manager = Manager.with("small");
    Manager.write(
        manager.home().resolve("config/locations.yml"),
        """
        locations:
          - {name: %s-hole, endpoint: "tcp://127.0.0.1:%d"}
          - {name: %s-closed, endpoint: "tcp://127.0.0.1:%d"}
          - {name: %s}
        """
            .formatted(
                manager.location(),
                hole.getLocalPort(),
                manager.location(),
                ManagerProcess.freePort(),
                manager.location()));
    manager.start();
    manager.client().awaitPublished(Types.SMALL);
  }

  @AfterAll
  static void stop() throws IOException {
    Docker.clean(manager.location());
    manager.close();
    hole.close();
  }

  @Test
  void doNotDelayInstallsElsewhere() {
    RmClient rm = manager.client();
    Duration alone = install(rm);
    for (int i = 0; i < REQUESTS; i++) {
      String body =
          rm.body(Types.SMALL, "Install", null)
              .put("deploymentLocation", manager.location() + "-hole")
              .toString();
      assertThat(rm.post("/lifecycle/transitions", body).status()).isEqualTo(202);
    }

    Duration fastest = install(rm);
    for (int i = 0; i < 3; i++) {
      Duration next = install(rm);
      // Without protection a call into the hole keeps a worker for half a minute.
      assertThat(next).isLessThan(Duration.ofSeconds(12));
      fastest = next.compareTo(fastest) < 0 ? next : fastest;
    }
    assertThat(fastest).isLessThan(alone.multipliedBy(2).plusSeconds(1));
  }

  @Test
  void healthIsToldInTime() {
    assertThat(inTime("/actuator/health").get("status").asText()).isEqualTo("UP");
    String location = "/topology/deployment-locations/" + manager.location();
    assertThat(inTime(location).at("/health/state").asText()).isEqualTo("UP");
    for (String dead : new String[] {"-hole", "-closed"}) {
      JsonNode health = inTime(location + dead).get("health");
      assertThat(health.get("state").asText()).isEqualTo("DOWN");
      assertThat(health.get("reason").asText()).contains("does not answer");
    }
  }

  private static JsonNode inTime(String path) {
    long begin = System.nanoTime();
    RmClient.Answer answer = manager.client().get(path);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    assertThat(answer.status()).isEqualTo(200);
    return answer.json();
  }

  private static Duration install(RmClient rm) {
    long begin = System.nanoTime();
    String id = rm.install(Types.SMALL, Map.of());
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    rm.complete(Types.SMALL, "Uninstall", id, Map.of());
    return taken;
  }
}
