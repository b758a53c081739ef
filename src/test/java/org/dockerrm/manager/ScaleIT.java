package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.dockerrm.support.Docker;
import org.dockerrm.support.EngineRest;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clusters grow and shrink by the ordinary transitions, and the policy's target hears of it. */
class ScaleIT {

  private static final String CREW = "resource::crew::1.0";
  private static final String DETOUR = "resource::detour::1.0";

  private static Manager manager;
  private static RmClient rm;

  @BeforeAll
  static void open() {
    manager = Manager.with("crew", "detour").start();
    rm = manager.client().awaitPublished(CREW).awaitPublished(DETOUR);
  }

  @AfterAll
  static void close() {
    manager.close();
  }

  @Test
  void growsAndShrinksByHand() {
    String desk = started("the desk", Map.of());
    String first = started("rower", Map.of("desk", "the desk", "word", "hush", "port", "5061"));

    String[] key = {"Idempotency-Key", "grow-" + first};
    Answer answer = scale(first, 3, key);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    assertThat(answer.headers().get("location")).startsWith("/api/resource-manager/lifecycle/");
    assertThat(scale(first, 2).status()).isEqualTo(409);
    JsonNode status = completed(answer);
    assertThat(completed(scale(first, 3, key))).isEqualTo(status);
    assertThat(scale(first, 2, key).text()).contains("which asks for something else");

    assertThat(status.get("transitionName").asText()).isEqualTo("ScaleOut");
    assertThat(status.at("/context/startedBy").asText()).isEqualTo("client");
    List<JsonNode> members = members(first);
    assertThat(members)
        .extracting(member -> member.get("resourceName").asText())
        .containsExactly("rower", "rower__2", "rower__3");
    assertThat(members)
        .allSatisfy(
            member -> {
              assertThat(member.get("resourceState").asText()).isEqualTo("Active");
              assertThat(member.at("/properties/port").asText()).isEqualTo("5061");
            });
    assertThat(members).extracting(member -> member.get("metricKey")).doesNotHaveDuplicates();
    assertThat(members(members.get(2).get("resourceId").asText())).isEqualTo(members);
    assertThat(new EngineRest(manager).called(status))
        .containsExactly("Install", "Start", "Operation", "Install", "Start", "Operation");

    status = completed(scale(first, 1));

    assertThat(status.get("transitionName").asText()).isEqualTo("ScaleIn");
    assertThat(new EngineRest(manager).called(status))
        .containsExactly("Operation", "Stop", "Uninstall", "Operation", "Stop", "Uninstall");
    assertThat(members(first)).hasSize(1);
    String second = members.get(1).at("/properties/docker_ipaddr").asText();
    String third = members.get(2).at("/properties/docker_ipaddr").asText();
    assertThat(heard(desk))
        .containsExactly(
            "join " + second + " 1",
            "join " + third + " 1",
            "leave " + third + " 0",
            "leave " + second + " 0");
    assertThat(containers()).doesNotContain(container(members.get(1)), container(members.get(2)));
  }

  @Test
  void leavesNothingOfAGrowthThatFails() {
    String desk = started("another desk", Map.of());
    String first = started("diver", Map.of("desk", desk, "failing", "Start__3"));

    JsonNode status = rm.end(scale(first, 3).json().get("requestId").asText());

    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.get("requestFailureCode").asText()).isEqualTo("SCRIPT_FAILED");
    assertThat(status.get("requestStateReason").asText())
        .startsWith("Start: ")
        .contains("asked to fail", "3 instances in place of 1");
    assertThat(members(first)).hasSize(1);
    assertThat(rm.get("/topology/instances?name=diver__").json().get("items")).isEmpty();
    assertThat(heard(desk)).extracting(line -> line.split(" ")[0]).containsExactly("join", "leave");
    assertThat(new EngineRest(manager).called(status))
        .containsExactly(
            "Install",
            "Start",
            "Operation",
            "Install",
            "Start",
            "Uninstall",
            "Operation",
            "Uninstall");
  }

  @Test
  void standsStillWithItsMemberWhileSuspendedAndRemovesItWhenCancelled() {
    String desk = started("a third desk", Map.of());
    String first = started("cook", Map.of("desk", desk));
    completed(scale(first, 2));
    rm.complete(CREW, "Stop", first, Map.of("pause", "5"));
    String requestId = scale(first, 3).json().get("requestId").asText();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> members(first).size() == 3 && isStarting(members(first).get(2)));
    JsonNode member = members(first).get(2);
    String third = member.get("resourceId").asText();
    String whole = "/lifecycle/transitions/" + requestId;
    assertThat(rm.post(whole + "/suspend", "").status()).isEqualTo(202);
    assertThat(isSuspended(starts(member).get(0))).isTrue();
    assertThat(rm.post(whole + "/resume", "").status()).isEqualTo(202);
    assertThat(isSuspended(starts(member).get(0))).isFalse();

    rm.post(whole + "/cancel", "");

    JsonNode status = rm.end(requestId);
    assertThat(status.get("requestState").asText()).isEqualTo("CANCELLED");
    assertThat(status.get("requestStateReason").asText()).contains("is being removed");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> rm.get("/topology/instances/" + third).status() == 404);
    assertThat(members(first)).hasSize(2);
    assertThat(heard(desk)).hasSize(1);
  }

  @Test
  void goesOnWithTheRestWhereTheFirstIsUninstalled() {
    String first = started("baker", Map.of());
    completed(scale(first, 2));
    String second = members(first).get(1).get("resourceId").asText();
    rm.complete(CREW, "Stop", first, Map.of());
    rm.complete(CREW, "Uninstall", first, Map.of());

    completed(scale(second, 2));

    assertThat(members(second))
        .extracting(member -> member.get("resourceName").asText())
        .containsExactly("baker__2", "baker__3");
  }

  @Test
  void refusesSizesOutOfBounds() {
    String first = started("clerk", Map.of());
    for (String body : List.of("{\"instances\": 0}", "{\"instances\": 4}")) {
      Answer answer = rm.post("/topology/instances/" + first + "/scale", body);
      assertThat(answer.status()).as(body).isEqualTo(400);
      assertThat(answer.text()).contains("from 1 to 3");
    }
    for (String body : List.of("", "[]", "{", "{\"instances\": \"two\"}", "{\"instances\": 1.5}")) {
      assertThat(rm.post("/topology/instances/" + first + "/scale", body).status())
          .as(body)
          .isEqualTo(400);
    }
    assertThat(scale(first, 1).status()).isEqualTo(409);
    assertThat(scale("nobody", 2).status()).isEqualTo(404);
    assertThat(rm.get("/topology/instances/nobody/cluster").status()).isEqualTo(404);
    String lonely = started("lonely", Map.of("desk", "nowhere"));
    JsonNode status = rm.end(scale(lonely, 2).json().get("requestId").asText());
    assertThat(status.get("requestStateReason").asText()).contains("nowhere");
    assertThat(members(lonely)).hasSize(1);
  }

  @Test
  void healsByThePackagesOwnProcess() {
    String id = rm.install(DETOUR, Map.of());
    rm.complete(DETOUR, "Start", id, Map.of());
    Docker.run("kill", WholeLifeIT.container(rm, id));

    String[] key = {"Idempotency-Key", "heal-" + id};
    Answer first = rm.post("/topology/instances/" + id + "/heal", "", key);
    Answer again = rm.post("/topology/instances/" + id + "/heal", "", key);
    JsonNode status = completed(first);

    assertThat(again.json().get("requestId")).isEqualTo(first.json().get("requestId"));
    assertThat(new EngineRest(manager).called(status)).containsExactly("Stop", "detour.Start");
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Active");
  }

  private static String started(String name, Map<String, String> properties) {
    ObjectNode body = rm.body(CREW, "Install", null).put("resourceName", name);
    new LinkedHashMap<>(properties).forEach(body.putObject("properties")::put);
    String id =
        completed(rm.post("/lifecycle/transitions", body.toString())).get("resourceId").asText();
    rm.complete(CREW, "Start", id, Map.of());
    return id;
  }

  private static Answer scale(String id, int instances, String... headers) {
    String body = "{\"instances\": " + instances + "}";
    return rm.post("/topology/instances/" + id + "/scale", body, headers);
  }

  private static JsonNode completed(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    JsonNode status = rm.end(answer.json().get("requestId").asText());
    assertThat(status.get("requestState").asText()).as("%s", status).isEqualTo("COMPLETED");
    return status;
  }

  private static List<JsonNode> members(String id) {
    JsonNode members = rm.get("/topology/instances/" + id + "/cluster").json();
    return StreamSupport.stream(members.spliterator(), false).toList();
  }

  private static boolean isStarting(JsonNode member) {
    return starts(member).size() == 1;
  }

  private static JsonNode starts(JsonNode member) {
    String path = "/lifecycle/transitions?transitionName=Start&state=IN_PROGRESS&resourceId=";
    return rm.get(path + member.get("resourceId").asText()).json().get("items");
  }

  private static boolean isSuspended(JsonNode request) {
    String process = "/process-instance/" + request.get("processInstanceId").asText();
    return new EngineRest(manager).call("GET", process, "").get("suspended").asBoolean();
  }

  private static List<String> heard(String desk) {
    return Docker.file(WholeLifeIT.container(rm, desk), "/opt/heard").lines().toList();
  }

  private static String container(JsonNode member) {
    return member.at("/internalResourceInstances/0/id").asText();
  }

  private static String containers() {
    return Docker.run("ps", "-a", "-q", "--no-trunc");
  }
}
