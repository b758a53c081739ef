package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.ManagerProcess;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.TestPackage;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing that matters lives in memory: stopped or killed, a manager goes on where it was. */
class RestartIT {

  private static final Set<String> FINAL = Set.of("COMPLETED", "FAILED", "CANCELLED");
  private static final String GUARDED = "resource::guarded::1.0";
  private static final Map<String, String> TAKES_A_SECOND = Map.of("pause", "1");

  private Manager manager;

  @BeforeEach
  void make() {
    manager = Manager.with("probe", "small");
  }

  @AfterEach
  void clean() {
    manager.close();
  }

  @Test
  void bringsAQueueOfRequestsToItsEndAfterAStop() {
    RmClient rm = started();
    List<String> instances = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      instances.add(rm.install(Types.PROBE, Map.of()));
    }
    List<String> requests = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      requests.add(accepted(rm.transition(Types.PROBE, "Install", null, TAKES_A_SECOND)));
      requests.add(accepted(rm.transition(Types.PROBE, "Configure", instances.get(i), pause(2))));
      for (int j = 0; j < 3; j++) {
        requests.add(accepted(rm.transition(Types.SMALL, "Install", null, Map.of())));
      }
    }
    for (int i = 0; i < 5; i++) {
      String prefix = Docker.freePrefix();
      ObjectNode network = rm.body(Types.NETWORK, "Install", null);
      network.put("resourceName", manager.location() + "-" + i);
      network.putObject("properties").put("subnet", prefix + ".0/24").put("gateway", prefix + ".1");
      requests.add(accepted(rm.post("/lifecycle/transitions", network.toString())));
    }
    assertThat(requests).hasSize(30);
    await().atMost(Duration.ofSeconds(60)).until(() -> ended(rm, requests).size() >= 5);
    JsonNode types = rm.get("/types").json();

    manager.stop();
    manager.start();

    RmClient again = manager.client();
    assertThat(again.get("/types").json()).isEqualTo(types);
    for (String request : requests) {
      JsonNode status = again.end(request);
      assertThat(status.get("requestState").asText()).as("%s", status).isEqualTo("COMPLETED");
    }
    assertEachScriptRanOnce(again, requests);
  }

  @Test
  void keepsRequestsWithTheirAnswersAndInstances() {
    RmClient rm = started();
    String kept = rm.install(Types.SMALL, Map.of());
    String gone = rm.install(Types.SMALL, Map.of());
    rm.complete(Types.SMALL, "Uninstall", gone, Map.of());
    rm.run(Types.PROBE, "Install", null, Map.of("fail", "Install", "secret", "s3cret"));
    JsonNode requests = rm.get("/lifecycle/transitions").json();
    assertThat(requests.get("items")).hasSize(4);
    JsonNode types = rm.get("/types").json();
    JsonNode instances = rm.get("/topology/instances?location=" + manager.location()).json();
    String body = rm.body(Types.SMALL, "Start", kept).toString();
    Answer keyed = rm.post("/lifecycle/transitions", body, "Idempotency-Key", "key-1");
    rm.end(accepted(keyed));

    manager.stop();
    manager.start();

    RmClient again = manager.client();
    JsonNode items = again.get("/lifecycle/transitions").json().get("items");
    for (JsonNode request : requests.get("items")) {
      assertThat(items).contains(request);
      String id = request.get("requestId").asText();
      assertThat(again.get("/lifecycle/transitions/" + id + "/status").json()).isEqualTo(request);
    }
    assertThat(again.get("/types").json()).isEqualTo(types);
    for (JsonNode instance : instances.get("items")) {
      String id = instance.get("resourceId").asText();
      if (!id.equals(kept)) {
        assertThat(again.instance(id)).isEqualTo(instance);
      }
    }
    assertThat(again.instance(kept).get("resourceState").asText()).isEqualTo("Active");
    assertThat(again.get("/topology/instances/" + gone).status()).isEqualTo(404);
    assertThat(accepted(again.post("/lifecycle/transitions", body, "Idempotency-Key", "key-1")))
        .isEqualTo(accepted(keyed));
  }

  @Test
  void picksUpAScriptThatEndedMeanwhile() throws InterruptedException {
    RmClient rm = started();
    String id = rm.install(Types.PROBE, Map.of());
    String container = WholeLifeIT.container(rm, id);
    String request = accepted(rm.transition(Types.PROBE, "Configure", id, pause(3)));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> Docker.file(container, "/var/probe/runs").contains("Configure " + request));

    manager.stop();
    Thread.sleep(Duration.ofSeconds(4).toMillis());
    assertThat(Docker.run("top", container)).doesNotContain("configure.sh");
    manager.start();

    Instant back = Instant.now();
    JsonNode status = manager.client().end(request);
    assertThat(status.get("requestState").asText()).as("%s", status).isEqualTo("COMPLETED");
    assertThat(Duration.between(back, Instant.now())).isLessThan(Duration.ofSeconds(10));
    assertThat(WholeLifeIT.state(manager.client(), id)).isEqualTo("Inactive");
    assertEachScriptRanOnce(manager.client(), List.of(request));
  }

  @Test
  void bringsTheAnswerBackOfAnOperationThatEndedMeanwhile() throws InterruptedException {
    RmClient rm = started();
    String id = rm.install(Types.PROBE, Map.of());
    String container = WholeLifeIT.container(rm, id);
    rm.complete(Types.PROBE, "Configure", id, pause(3));
    String request =
        accepted(rm.transition(Types.PROBE, "echo", id, Map.of("message", "still there?")));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> Docker.attempt("exec", container, "ls", "/var/probe/echo.yml").exitCode() == 0);

    manager.stop();
    Thread.sleep(Duration.ofSeconds(4).toMillis());
    manager.start();

    JsonNode status = manager.client().end(request);
    assertThat(status.get("requestState").asText()).as("%s", status).isEqualTo("COMPLETED");
    assertThat(status.get("properties").get("answer").asText()).isEqualTo("heard still there?");
  }

  @Test
  void goesOnAfterKillsInTheMiddleOfTransitions() throws InterruptedException {
    List<String> requests = new ArrayList<>();
    String broken;
    String heal;
    String counted;
    String dead;
    Map<String, String> upgrades = new LinkedHashMap<>();
    manager.add(Path.of("src/test/resources/packages/guarded"));
    try (ManagerProcess first = ManagerProcess.start(manager)) {
      RmClient rm = first.client().awaitPublished(Types.PROBE).awaitPublished(Types.SMALL);
      rm.awaitPublished(GUARDED);
      Movers.OLD.publish(rm);
      Movers.NEW.publish(rm);
      counted = guarded(rm);
      dead = guarded(rm);
      reportBroken(first, counted);
      reportBroken(first, counted);
      broken = rm.install(Types.PROBE, TAKES_A_SECOND);
      rm.complete(Types.PROBE, "Start", broken, Map.of());
      rm.complete(Types.PROBE, "Integrity", broken, Map.of());
      heal = accepted(rm.post("/topology/instances/" + broken + "/heal", ""));
      for (int i = 0; i < 10; i++) {
        requests.add(accepted(rm.transition(Types.PROBE, "Install", null, TAKES_A_SECOND)));
        requests.add(accepted(rm.transition(Types.SMALL, "Install", null, Map.of())));
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> !ended(rm, requests).isEmpty());
      assertThat(count(rm, counted)).isEqualTo(2);
      Docker.run("kill", WholeLifeIT.container(rm, dead));
      await().atMost(Duration.ofSeconds(10)).until(() -> !heals(rm, dead).isEmpty());
      for (String fail : List.of("none", "Start")) {
        upgrades.put(fail, beginUpgrade(rm, fail));
      }
      first.kill();
    }
    try (ManagerProcess second = ManagerProcess.start(manager)) {
      RmClient rm = second.client();
      int before = ended(rm, requests).size();
      await("work that goes on soon after the return")
          .atMost(Duration.ofSeconds(10))
          .until(() -> ended(rm, requests).size() > before || before == requests.size());
      second.kill();
    }
    try (ManagerProcess third = ManagerProcess.start(manager)) {
      RmClient rm = third.client();
      for (String request : requests) {
        JsonNode status = rm.end(request);
        assertThat(status.get("requestState").asText()).as("%s", status).isEqualTo("COMPLETED");
      }
      assertEachScriptRanOnce(rm, requests);
      JsonNode healed = rm.end(heal);
      assertThat(healed.get("requestState").asText()).as("%s", healed).isEqualTo("COMPLETED");
      assertThat(WholeLifeIT.state(rm, broken)).isEqualTo("Active");
      assertThat(Docker.file(WholeLifeIT.container(rm, broken), "/var/probe/runs").lines())
          .extracting(line -> line.split(" ")[0])
          .containsExactly("Install", "Start", "Integrity", "Stop", "Start", "Integrity");
      assertEndsWhole(rm, upgrades.get("none"), "COMPLETED", Movers.NEW);
      assertEndsWhole(rm, upgrades.get("Start"), "FAILED", Movers.OLD);
      assertThat(Docker.containersOf(manager.location()))
          .hasSize(requests.size() + 3 + upgrades.size());
      assertHealedOnce(rm, dead);
      assertThat(count(rm, counted)).isEqualTo(2);
      assertThat(heals(rm, counted)).isEmpty();
      reportBroken(third, counted);
      await().atMost(Duration.ofSeconds(10)).until(() -> !heals(rm, counted).isEmpty());
      assertHealedOnce(rm, counted);
    }
  }

  /** Begins the upgrade of an active instance and waits until it is in the middle. */
  private static String beginUpgrade(RmClient rm, String fail) {
    String id = rm.install(Movers.OLD.type(), Map.of());
    List.of("Configure", "Start", "Integrity")
        .forEach(t -> rm.complete(Movers.OLD.type(), t, id, Map.of()));
    Map<String, String> properties = Map.of("pause", "1", "fail", fail);
    String request = accepted(rm.transition(Movers.NEW.type(), "Upgrade", id, properties));
    await().atMost(Duration.ofSeconds(30)).until(() -> type(rm, id), Movers.NEW.type()::equals);
    return request;
  }

  private static String type(RmClient rm, String id) {
    return rm.instance(id).get("resourceType").asText();
  }

  /** An upgrade has ended on one side or the other, and each script has run once. */
  private static void assertEndsWhole(
      RmClient rm, String request, String end, TestPackage version) {
    JsonNode status = rm.end(request);
    assertThat(status.get("requestState").asText()).as("%s", status).isEqualTo(end);
    String id = status.get("resourceId").asText();
    assertThat(type(rm, id)).isEqualTo(version.type());
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Active");
    List<String> runs = Docker.file(WholeLifeIT.container(rm, id), "/opt/runs").lines().toList();
    if (version == Movers.NEW) {
      assertThat(runs)
          .containsExactly("new Install", "new Configure", "new Start", "new Integrity");
    } else {
      assertThat(runs)
          .containsExactly(
              "old Install",
              "old Configure",
              "old Start",
              "old Integrity",
              "old Stop",
              "old Start",
              "old Integrity");
    }
  }

  private static String guarded(RmClient rm) {
    String id = rm.install(GUARDED, Map.of());
    rm.complete(GUARDED, "Start", id, Map.of());
    return id;
  }

  private static void reportBroken(ManagerProcess process, String id) {
    String key = process.client().instance(id).get("metricKey").asText();
    assertThat(process.metrics().integrity(key, "health", false).status()).isEqualTo(204);
  }

  /** How many reports in a row its policy for healing has counted. */
  private static int count(RmClient rm, String id) {
    JsonNode policies = rm.get("/topology/instances/" + id + "/policies").json();
    assertThat(policies.at("/0/name").asText()).isEqualTo("heal");
    return policies.at("/0/count").asInt();
  }

  private static List<String> heals(RmClient rm, String id) {
    String path = "/lifecycle/transitions?transitionName=Heal&resourceId=" + id;
    return rm.get(path).json().get("items").findValuesAsText("requestId");
  }

  private static void assertHealedOnce(RmClient rm, String id) {
    JsonNode status = rm.end(heals(rm, id).get(0));
    assertThat(status.get("requestState").asText()).as("%s", status).isEqualTo("COMPLETED");
    assertThat(heals(rm, id)).hasSize(1);
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Active");
  }

  private RmClient started() {
    return manager.start().client().awaitPublished(Types.PROBE).awaitPublished(Types.SMALL);
  }

  private static Map<String, String> pause(int seconds) {
    return Map.of("pause", Integer.toString(seconds));
  }

  private static String accepted(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json().get("requestId").asText();
  }

  private static List<String> ended(RmClient rm, List<String> requests) {
    return requests.stream()
        .filter(id -> FINAL.contains(status(rm, id).get("requestState").asText()))
        .toList();
  }

  private static JsonNode status(RmClient rm, String request) {
    return rm.get("/lifecycle/transitions/" + request + "/status").json();
  }

  /** Each request of a probe has one line in the record that its container keeps. */
  private static void assertEachScriptRanOnce(RmClient rm, List<String> requests) {
    Map<String, String> runsOfInstances = new LinkedHashMap<>();
    for (String request : requests) {
      JsonNode status = status(rm, request);
      if (!status.get("resourceType").asText().equals(Types.PROBE)) {
        continue;
      }
      String id = status.get("resourceId").asText();
      String runs =
          runsOfInstances.computeIfAbsent(
              id, key -> Docker.file(WholeLifeIT.container(rm, key), "/var/probe/runs"));
      assertThat(runs.lines())
          .containsOnlyOnce(status.get("transitionName").asText() + " " + request)
          .doesNotHaveDuplicates();
    }
    assertThat(runsOfInstances).isNotEmpty();
  }
}
