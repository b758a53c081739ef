package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SecondEngine;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.springframework.util.FileSystemUtils;

/** An engine that hangs, stops and comes back, in the middle of transitions. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EngineAwayIT {

  private static final int INSTALLS = 20;
  private static final int MORE_THREADS = 40;
  private static final Duration A_SCAN = Duration.ofSeconds(10);
  private static final Duration SLACK = Duration.ofSeconds(2);

  private static SecondEngine engine;
  private static Manager manager;
  private static RmClient rm;
  private static String far;

  @BeforeAll
  static void start() throws IOException {
    engine = SecondEngine.start();
    manager = Manager.with("small", "probe");
    far = manager.location() + "-far";
    Manager.write(
        manager.home().resolve("config/locations.yml"),
        """
        locations:
          - {name: %s, endpoint: "%s"}
          - {name: %s}
        """
            .formatted(far, engine.socket(), manager.location()));
    Path processes = manager.home().resolve("processes");
    FileSystemUtils.copyRecursively(Path.of("processes"), processes);
    try (Stream<Path> files = Files.list(processes).filter(f -> f.toString().endsWith(".bpmn"))) {
      for (Path file : files.toList()) {
        Manager.write(
            file, Files.readString(file).replace("PT2S,PT10S,PT30S", "PT2S,PT2S,PT4S,PT8S,PT8S"));
      }
    }
    rm = manager.set("dockerrm.processes-dir=" + processes).start().client();
    rm.awaitPublished(Types.SMALL).awaitPublished(Types.PROBE);
    await("the images on both engines")
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                Stream.of("dockerrm_small:2.1", "dockerrm_probe:1.0")
                    .allMatch(image -> hasImage(image)));
  }

  private static boolean hasImage(String image) {
    boolean there = !engine.docker("images", "-q", image).isBlank();
    return there && !Docker.run("images", "-q", image).isBlank();
  }

  @AfterAll
  static void stop() {
    engine.close();
    manager.close();
  }

  @Test
  @Order(1)
  void hangingItDelaysItsOwnTransitionsAloneAndTheyGoOnAfterwards() {
    Duration alone = installHere();
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    List<String> requests =
        IntStream.range(0, INSTALLS)
            .mapToObj(i -> request(Types.SMALL, "Install", null, Map.of()))
            .toList();
    // Some are done, some under way, some did not begin.
    await().atMost(Duration.ofSeconds(30)).until(() -> !engine.containersOf(far).isEmpty());
    engine.freeze();
    try {
      for (int i = 0; i < 3; i++) {
        assertThat(installHere()).isLessThan(alone.multipliedBy(2).plus(SLACK));
      }
      await("the breaker")
          .atMost(Duration.ofSeconds(40))
          .untilAsserted(() -> assertThat(timeOfRefusal()).isLessThan(Duration.ofMillis(500)));
      assertThat(installHere()).isLessThan(alone.multipliedBy(2).plus(SLACK));
      assertThat(ManagementFactory.getThreadMXBean().getThreadCount())
          .isLessThan(threads + MORE_THREADS);
    } finally {
      engine.thaw();
    }

    for (String request : requests) {
      JsonNode end = rm.end(request);
      assertThat(end.get("requestState").asText()).as("%s", end).isEqualTo("COMPLETED");
    }
    assertThat(orphans()).isEqualTo(200);
    assertThat(engine.containersOf(far)).hasSize(INSTALLS);
    engine.containersOf(far).forEach(id -> engine.docker("rm", "-f", id));
  }

  @Test
  @Order(2)
  void stoppingItEndsItsContainersAndTheInventorySaysSo() throws Exception {
    String killed = install(Types.PROBE);
    String removed = install(Types.SMALL);
    String container = WholeLifeIT.container(rm, removed);
    String busy = request(Types.PROBE, "Configure", killed, Map.of("pause", "30"));
    awaitRun(killed, 2);
    engine.docker("network", "create", "gone-meanwhile");
    await().atMost(A_SCAN).until(() -> networks().contains("gone-meanwhile"));

    engine.stop();
    String waiting = request(Types.SMALL, "Install", null, Map.of());
    await().atMost(A_SCAN).until(() -> orphans() == 503);
    engine.startAgain(true);
    engine.docker("rm", "-f", container);
    engine.docker("network", "rm", "gone-meanwhile");
    engine.docker("network", "create", "new-meanwhile");

    assertThat(rm.end(waiting).get("requestState").asText()).isEqualTo("COMPLETED");
    JsonNode lost = rm.end(busy);
    assertThat(lost.get("requestState").asText()).as("%s", lost).isEqualTo("FAILED");
    assertThat(lost.get("requestStateReason").asText()).contains("is lost");
    awaitReason(removed, "RESOURCE_NOT_FOUND: its container was removed");
    awaitReason(killed, "container ended with exit code 137");
    await()
        .atMost(A_SCAN.plus(SLACK))
        .untilAsserted(
            () ->
                assertThat(networks()).contains("new-meanwhile").doesNotContain("gone-meanwhile"));
    complete(Types.PROBE, "Start", killed);
    assertThat(WholeLifeIT.state(rm, killed)).isEqualTo("Inactive");
  }

  @Test
  @Order(3)
  void restartingItUnderLivingContainersLosesNoScript() throws Exception {
    String id = install(Types.PROBE);
    String lonely = install(Types.SMALL);
    complete(Types.SMALL, "Start", lonely);
    String request = request(Types.PROBE, "Configure", id, Map.of("pause", "8"));
    awaitRun(id, 2);

    engine.stop();
    engine.startAgain(true);

    JsonNode end = rm.end(request);
    assertThat(end.get("requestState").asText()).as("%s", end).isEqualTo("COMPLETED");
    assertThat(runs(id)).hasSize(2).containsOnlyOnce("Configure " + request);
    assertThat(WholeLifeIT.state(rm, lonely)).isEqualTo("Active");
    engine.docker("kill", WholeLifeIT.container(rm, lonely));
    awaitReason(lonely, "container ended with exit code 137");
  }

  private static Duration installHere() {
    long begin = System.nanoTime();
    String id = rm.install(Types.SMALL, Map.of());
    Duration taken = Duration.ofNanos(System.nanoTime() - begin);
    rm.complete(Types.SMALL, "Uninstall", id, Map.of());
    return taken;
  }

  private static String request(
      String type, String transition, String id, Map<String, String> properties) {
    ObjectNode body = rm.body(type, transition, id).put("deploymentLocation", far);
    ObjectNode values = body.putObject("properties");
    properties.forEach(values::put);
    RmClient.Answer answer = rm.post("/lifecycle/transitions", body.toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json().get("requestId").asText();
  }

  private static JsonNode complete(String type, String transition, String id) {
    JsonNode end = rm.end(request(type, transition, id, Map.of()));
    assertThat(end.get("requestState").asText()).as("%s", end).isEqualTo("COMPLETED");
    return end;
  }

  private static String install(String type) {
    return complete(type, "Install", null).get("resourceId").asText();
  }

  /** How long it takes to be told that the engine is away. */
  private static Duration timeOfRefusal() {
    long begin = System.nanoTime();
    assertThat(orphans()).isEqualTo(503);
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static int orphans() {
    return rm.get("/topology/orphans?location=" + far).status();
  }

  private static List<String> networks() {
    String path = "/topology/deployment-locations/" + far + "/instances?instanceType=";
    List<String> names = new ArrayList<>();
    rm.get(path + Types.NETWORK)
        .json()
        .forEach(instance -> names.add(instance.get("resourceName").asText()));
    return names;
  }

  private static List<String> runs(String id) {
    String container = WholeLifeIT.container(rm, id);
    return engine.docker("exec", container, "cat", "/var/probe/runs").lines().toList();
  }

  private static void awaitRun(String id, int count) {
    await("a script").atMost(Duration.ofSeconds(30)).until(() -> runs(id).size() == count);
  }

  private static void awaitReason(String id, String reason) {
    await(id)
        .atMost(A_SCAN.plus(SLACK))
        .until(() -> rm.instance(id).path("stateReason").asText(), reason::equals);
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Broken");
  }
}
