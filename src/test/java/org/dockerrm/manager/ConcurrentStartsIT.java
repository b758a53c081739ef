package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.dockerrm.support.Docker;
import org.dockerrm.support.EngineRelay;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A location starts a bounded number of containers at a time, and takes no thread from others. */
class ConcurrentStartsIT {

  private static final Duration SLOW = Duration.ofMillis(400);
  private static final int LIMIT = 2;

  private static EngineRelay bounded;
  private static EngineRelay greedy;
  private static Manager manager;
  private static String boundedName;
  private static String greedyName;

  @BeforeAll
  static void start() throws IOException {
    bounded = EngineRelay.slowToStart(SLOW);
    greedy = EngineRelay.slowToStart(Duration.ofSeconds(4));
    manager = Manager.with("small");
    boundedName = manager.location() + "-bounded";
    greedyName = manager.location() + "-greedy";
    Manager.write(
        manager.home().resolve("config/locations.yml"),
        """
        locations:
          - {name: %s}
          - {name: %s, endpoint: "%s", maxConcurrentStarts: %d}
          - {name: %s, endpoint: "%s", maxConcurrentStarts: 500}
        """
            .formatted(
                manager.location(),
                boundedName,
                bounded.endpoint(),
                LIMIT,
                greedyName,
                greedy.endpoint()));
    manager.start().client().awaitPublished(Types.SMALL);
  }

  @AfterEach
  void clean() {
    List.of(manager.location(), boundedName, greedyName).forEach(Docker::clean);
  }

  @AfterAll
  static void stop() throws IOException {
    manager.close();
    bounded.close();
    greedy.close();
  }

  @Test
  void startsNoMoreContainersAtATimeThanTheLocationAllows() {
    RmClient rm = manager.client();

    installs(rm, boundedName, 14)
        .forEach(
            request ->
                assertThat(rm.end(request).get("requestState").asText()).isEqualTo("COMPLETED"));

    assertThat(bounded.mostStarting()).isEqualTo(LIMIT);
    assertThat(Docker.containersOf(boundedName)).hasSize(14);
    HistoryService history = manager.bean(HistoryService.class);
    assertThat(history.createHistoricJobLogQuery().failureLog().count())
        .as("waiting costs no try")
        .isZero();
    assertThat(manager.bean(RuntimeService.class).createProcessInstanceQuery().count()).isZero();
  }

  @Test
  void leavesThreadsToOtherLocations() {
    RmClient rm = manager.client();
    Duration alone = install(rm);
    List<String> requests = installs(rm, greedyName, 30);

    for (int i = 0; i < 3; i++) {
      assertThat(install(rm)).isLessThan(alone.multipliedBy(3).plusSeconds(2));
    }

    assertThat(greedy.mostStarting()).isBetween(5, 12);
    requests.forEach(request -> rm.post("/lifecycle/transitions/" + request + "/cancel", ""));
    requests.forEach(rm::end);
  }

  private static List<String> installs(RmClient rm, String location, int count) {
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String body =
          rm.body(Types.SMALL, "Install", null).put("deploymentLocation", location).toString();
      requests.add(rm.post("/lifecycle/transitions", body).json().get("requestId").asText());
    }
    return requests;
  }

  private static Duration install(RmClient rm) {
    long begin = System.nanoTime();
    rm.install(Types.SMALL, java.util.Map.of());
    return Duration.ofNanos(System.nanoTime() - begin);
  }
}
