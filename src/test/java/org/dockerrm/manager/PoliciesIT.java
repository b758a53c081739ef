package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.MetricClient;
import org.dockerrm.support.RmClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Policies start the processes for what containers and their metrics tell. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PoliciesIT {

  private static final String GUARDED = "resource::guarded::1.0";

  private static Manager manager;
  private static RmClient rm;
  private static MetricClient metrics;

  @BeforeAll
  static void open() {
    manager = Manager.with("guarded");
    restart();
    rm.awaitPublished(GUARDED);
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  @Test
  @Order(1)
  void healsAfterThreeReportsInARow() throws InterruptedException {
    String id = started();
    String key = key(id);
    for (boolean healthy : new boolean[] {true, false, false, true, false, false}) {
      metrics.integrity(key, "health", healthy);
    }
    Thread.sleep(500);
    assertThat(requests(id, "Heal")).isEmpty();
    assertThat(policy(id, "heal").get("count").asInt()).isEqualTo(2);
    assertThat(policy(id, "heal").get("waitsFor").asText()).isEqualTo("2 of 3 reports in a row");

    metrics.integrity(key, "health", false);

    JsonNode heal = rm.end(awaitRequest(id, "Heal").get("requestId").asText());
    assertThat(heal.get("requestState").asText()).as("%s", heal).isEqualTo("COMPLETED");
    assertThat(heal.at("/context/startedBy").asText()).isEqualTo("policy/heal");
    assertThat(heal.get("requestStateReason").asText())
        .contains("policy 'heal': metric 'health' BROKEN or missing 3 times in a row");
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Active");
    assertThat(policy(id, "heal").get("lastRequestId")).isEqualTo(heal.get("requestId"));
    assertThat(policy(id, "heal").get("budgetLeft").asInt()).isEqualTo(5);
    assertThat(rm.get("/actuator/prometheus").text())
        .containsPattern("dockerrm_policy_firings_total\\{action=\"Heal\",.*type=\"heal\".*} 1");
  }

  @Test
  @Order(2)
  void healsAContainerThatDiesInUnderTwoSeconds() {
    String id = started();
    Instant killed = Instant.now();
    Docker.run("kill", WholeLifeIT.container(rm, id));

    JsonNode heal = awaitRequest(id, "Heal");

    assertThat(Instant.parse(heal.get("startedAt").asText())).isBefore(killed.plusSeconds(2));
    heal = rm.end(heal.get("requestId").asText());
    assertThat(heal.get("requestState").asText()).as("%s", heal).isEqualTo("COMPLETED");
    assertThat(heal.get("requestStateReason").asText())
        .contains("policy 'heal': container ended with exit code 137");
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Active");
  }

  @Test
  @Order(3)
  void scalesOutAndInByTheLoad() {
    String id = started();

    report(id, 95, "ScaleOut");
    assertThat(cluster(id)).hasSize(2);
    assertThat(policy(id, "scale").get("firingsInTheHour").asInt()).isEqualTo(1);

    report(id, 5, "ScaleIn");
    assertThat(cluster(id)).containsExactly(id);
  }

  @Test
  @Order(4)
  void leavesItToTheOrchestratorWhereThatIsWanted() throws InterruptedException {
    String id = started();
    manager.stop();
    manager.configure("policyEngine: external");
    restart();

    for (int i = 0; i < 5; i++) {
      metrics.integrity(key(id), "health", false);
    }

    Thread.sleep(700);
    assertThat(requests(id, "Heal")).isEmpty();
    assertThat(policy(id, "heal").get("waitsFor").asText()).contains("policyEngine: external");
  }

  private static void restart() {
    manager.start();
    rm = manager.client();
    metrics = manager.metrics();
  }

  /** Each member reports that load until a process was started by it, and has ended. */
  private static void report(String id, double load, String process) {
    JsonNode request =
        await(process)
            .atMost(Duration.ofSeconds(15))
            .pollInterval(Duration.ofMillis(300))
            .until(
                () -> {
                  cluster(id).forEach(member -> metrics.load(key(member), "load", load));
                  return requests(id, process);
                },
                requests -> !requests.isEmpty())
            .get(0);
    JsonNode status = rm.end(request.get("requestId").asText());
    assertThat(status.get("requestState").asText()).as("%s", status).isEqualTo("COMPLETED");
    assertThat(status.at("/context/startedBy").asText()).isEqualTo("policy/scale");
  }

  private static String started() {
    String id = rm.install(GUARDED, Map.of());
    rm.complete(GUARDED, "Start", id, Map.of());
    return id;
  }

  private static String key(String id) {
    return rm.instance(id).get("metricKey").asText();
  }

  private static List<String> cluster(String id) {
    return stream(rm.get("/topology/instances/" + id + "/cluster").json()).stream()
        .map(member -> member.get("resourceId").asText())
        .toList();
  }

  private static JsonNode policy(String id, String name) {
    return stream(rm.get("/topology/instances/" + id + "/policies").json()).stream()
        .filter(policy -> policy.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode awaitRequest(String id, String transition) {
    return await(transition)
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> requests(id, transition), requests -> !requests.isEmpty())
        .get(0);
  }

  private static List<JsonNode> requests(String id, String transition) {
    String path = "/lifecycle/transitions?resourceId=" + id + "&transitionName=" + transition;
    return stream(rm.get(path).json().get("items"));
  }

  private static List<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
