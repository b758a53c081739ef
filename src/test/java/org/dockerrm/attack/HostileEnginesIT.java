package org.dockerrm.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.RawEngine;
import org.dockerrm.support.RawEngine.Reply;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client makes locations of engines that are its own, and answers as no engine does. */
class HostileEnginesIT {

  private static final List<String> ASKED =
      List.of("/containers/json", "/networks", "/volumes", "/version", "/info", "/_ping");
  private static final long MB = 1L << 20;

  private final RmClient rm = SharedManager.get().client();

  @AfterEach
  void clean() {
    Docker.clean(rm.location());
  }

  @Test
  void answersWithoutAnEndTakeNeitherMemoryNorThreadsAndOtherLocationsGoOn() throws IOException {
    attack("endless", RawEngine.endless("200 OK", "[{}", ",{}"));
  }

  @Test
  void bytesThatTrickleDelayNoOtherCall() throws IOException {
    attack("trickle", RawEngine.trickle("HTTP/1.1 200 OK\r\n\r\n["));
  }

  private void attack(String kind, Reply reply) throws IOException {
    String location = rm.location() + "-" + kind;
    String path = "/topology/deployment-locations/" + location;
    long memory = usedMemory();
    try (RawEngine engine = new RawEngine()) {
      ASKED.stream().filter(asked -> !asked.equals("/_ping")).forEach(p -> engine.answer(p, reply));
      engine.answer("/events", RawEngine.endless("200 OK", "{\"Action\":\"", "a"));
      String body =
          "{\"type\":\"docker\",\"properties\":{\"endpoint\":\"%s\"}}".formatted(engine.endpoint());
      assertThat(rm.put(path, body).status()).isEqualTo(201);
      try {
        await()
            .atMost(Duration.ofSeconds(20))
            .untilAsserted(
                () ->
                    assertThat(rm.get(path).text())
                        .contains("\"state\":\"DOWN\"", "the engine at tcp://127.0.0.1:")
                        // On a slow machine the time is over before the memory is.
                        .containsAnyOf("more than 48 MB of memory", "no complete answer"));

        String id = rm.install(Types.SMALL, Map.of());
        rm.complete(Types.SMALL, "Uninstall", id, Map.of());
        assertThat(threadsOf(location)).isLessThan(20);
        assertThat(usedMemory() - memory).isLessThan(150 * MB);
      } finally {
        assertThat(rm.delete(path).status()).isEqualTo(204);
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> threadsOf(location) == 0);
    }
  }

  /** The one that watches it bears its name. */
  private static long threadsOf(String location) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains(location))
        .count();
  }

  private static long usedMemory() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
