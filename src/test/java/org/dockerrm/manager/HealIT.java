package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.support.Docker;
import org.dockerrm.support.EngineRest;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.Types;
import org.dockerrm.transition.PolicyAction;
import org.dockerrm.transition.PolicyCommand;
import org.dockerrm.transition.PolicyRequests;
import org.dockerrm.transition.Requests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Broken instances are restarted or recreated by the ordinary transitions. */
class HealIT {

  private static Manager manager;
  private static RmClient rm;

  /** One of its own: in one virtual machine, the last engine started is the one REST reaches. */
  @BeforeAll
  static void start() {
    manager = Manager.with("probe", "small").start();
    rm = manager.client().awaitPublished(Types.PROBE).awaitPublished(Types.SMALL);
  }

  @AfterAll
  static void stop() {
    manager.close();
  }

  @Test
  void startsADeadContainerAgain() {
    String id = active(Map.of());
    String container = WholeLifeIT.container(rm, id);
    Docker.run("kill", container);

    JsonNode status = rm.end(heal(id, Map.of()));

    assertThat(status.get("requestState").asText()).as("%s", status).isEqualTo("COMPLETED");
    assertThat(status.at("/context/startedBy").asText()).isEqualTo("policy/heal");
    assertThat(status.get("requestStateReason").asText()).isEqualTo("3 reports BROKEN");
    assertThat(status.at("/progress/step")).isEqualTo(status.at("/progress/steps"));
    assertThat(status.at("/progress/activity").asText()).isEqualTo("Integrity");
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Active");
    assertThat(WholeLifeIT.container(rm, id)).isEqualTo(container);
    assertThat(new EngineRest(manager).called(status))
        .containsExactly("Stop", "Start", "Integrity");
    assertThat(parts(id, status))
        .allSatisfy(
            part -> {
              assertThat(part.get("requestState").asText()).isEqualTo("COMPLETED");
              assertThat(part.at("/context/startedBy").asText()).isEqualTo("policy/heal");
            });
  }

  @Test
  void makesALostContainerAnewAsItWas() {
    String prefix = Docker.freePrefix();
    String network = network(prefix + ".0/24", prefix + ".1");
    Map<String, String> properties =
        Map.of(
            "docker_network2",
            network,
            "docker_ipaddr2",
            prefix + ".77",
            "text",
            "kept",
            "secret",
            "s3cret");
    String id = active(properties);
    JsonNode before = rm.instance(id);
    String lost = WholeLifeIT.container(rm, id);
    Docker.run("rm", "-f", lost);

    JsonNode status = rm.end(heal(id, Map.of()));

    assertThat(status.get("requestState").asText()).as("%s", status).isEqualTo("COMPLETED");
    assertThat(new EngineRest(manager).called(status))
        .containsExactly("Install", "Configure", "Start", "Integrity");
    JsonNode after = rm.instance(id);
    assertThat(after.get("resourceState").asText()).isEqualTo("Active");
    assertThat(after.get("resourceName")).isEqualTo(before.get("resourceName"));
    assertThat(after.get("metricKey")).isEqualTo(before.get("metricKey"));
    assertThat(after.at("/properties/text").asText()).isEqualTo("kept");
    String container = WholeLifeIT.container(rm, id);
    assertThat(container).isNotEqualTo(lost);
    assertThat(Docker.run("inspect", "--format", "{{json .NetworkSettings.Networks}}", container))
        .contains(prefix + ".77");
    assertThat(Docker.file(container, "/var/probe/Install.yml")).contains("s3cret");
    rm.complete(Types.PROBE, "Uninstall", id, Map.of());
    rm.complete(Types.NETWORK, "Uninstall", network, Map.of());
  }

  @Test
  void failsWithoutAnIncidentWhenItsAttemptsAreUsedUp() {
    String id = active(Map.of());
    rm.complete(Types.PROBE, "Reconfigure", id, Map.of("fail", "Start"));

    JsonNode status = rm.end(heal(id, Map.of("maxAttempts", "2")));

    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.get("requestFailureCode").asText()).isEqualTo("SCRIPT_FAILED");
    assertThat(status.get("requestStateReason").asText())
        .startsWith("not healed after 2 attempts; the last one: Start: ")
        .contains("exit code 3", "asked to fail", "3 reports BROKEN");
    assertThat(new EngineRest(manager).called(status))
        .containsExactly("Stop", "Start", "Install", "Configure", "Start");
    JsonNode instance = rm.instance(id);
    assertThat(instance.get("resourceState").asText()).isEqualTo("Failed");
    JsonNode incidents = new EngineRest(manager).call("GET", "/incident/count", "");
    assertThat(incidents.get("count").asInt()).isZero();

    rm.complete(Types.PROBE, "Reconfigure", id, Map.of("fail", ""));
    Answer again = rm.post("/topology/instances/" + id + "/heal", "");
    assertThat(again.status()).as(again.text()).isEqualTo(202);
    assertThat(again.headers().get("location")).endsWith("/status");
    assertThat(rm.end(again.json().get("requestId").asText()).get("requestState").asText())
        .isEqualTo("COMPLETED");
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Active");
  }

  @Test
  void isCancelledWithWhatItCalled() {
    String id = active(Map.of());
    manager.bean(Inventory.class).putProperties(id, Map.of("pause", "20"));
    String requestId = heal(id, Map.of());
    JsonNode part =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> open(id, "Stop"), found -> found.at("/progress/step").asInt() > 0);
    assertThat(rm.post("/topology/instances/" + id + "/heal", "").status()).isEqualTo(409);
    String partId = part.get("requestId").asText();
    assertThat(rm.post("/lifecycle/transitions/" + partId + "/cancel", "").text())
        .contains("is a part of request " + requestId);

    assertThat(rm.post("/lifecycle/transitions/" + requestId + "/cancel", "").status())
        .isEqualTo(202);

    assertThat(rm.end(requestId).get("requestState").asText()).isEqualTo("CANCELLED");
    JsonNode ended = rm.end(partId);
    assertThat(ended.get("requestState").asText()).isEqualTo("CANCELLED");
    assertThat(ended.get("requestStateReason").asText()).contains(requestId);
    rm.complete(Types.PROBE, "Uninstall", id, Map.of("pause", "0"));
  }

  @Test
  void standsStillWithWhatItCalledWhileItIsSuspended() {
    String id = active(Map.of());
    manager.bean(Inventory.class).putProperties(id, Map.of("pause", "2"));
    String requestId = heal(id, Map.of());
    JsonNode part =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> open(id, "Stop"), found -> found.at("/progress/step").asInt() > 0);
    String whole = "/lifecycle/transitions/" + requestId;

    Answer suspended = rm.post(whole + "/suspend", "");
    assertThat(suspended.json().get("requestStateReason").asText()).contains("suspended");
    assertThat(rm.post(whole + "/retry", "").status()).isEqualTo(409);
    String partId = part.get("requestId").asText();
    assertThat(rm.post("/lifecycle/transitions/" + partId + "/resume", "").text())
        .contains("is a part of request " + requestId);
    String container = WholeLifeIT.container(rm, id);
    await().until(() -> !Docker.run("top", container).contains("stop.sh"));
    await()
        .during(Duration.ofSeconds(1))
        .until(() -> open(id, "Stop"), found -> found.at("/requestId").asText().equals(partId));
    Instant before = deadline(requestId);
    manager.bean(Inventory.class).putProperties(id, Map.of("pause", "0"));

    assertThat(rm.post(whole + "/resume", "").json().get("requestStateReason").asText())
        .isEqualTo("3 reports BROKEN");

    assertThat(deadline(requestId)).isAfter(before);
    JsonNode status = rm.end(requestId);
    assertThat(status.get("requestState").asText()).as("%s", status).isEqualTo("COMPLETED");
    assertThat(new EngineRest(manager).called(status))
        .containsExactly("Stop", "Start", "Integrity");
    assertThat(Docker.file(container, "/var/probe/runs").lines())
        .extracting(line -> line.split(" ")[0])
        .containsExactly(
            "Install", "Configure", "Start", "Integrity", "Stop", "Start", "Integrity");
  }

  @Test
  void endsWhereAPersonEndsWhatItCalled() {
    String id = active(Map.of());
    manager.bean(Inventory.class).putProperties(id, Map.of("pause", "20"));
    String requestId = heal(id, Map.of());
    JsonNode part =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> open(id, "Stop"), found -> found.at("/progress/step").asInt() > 0);

    new EngineRest(manager)
        .call("DELETE", "/process-instance/" + part.get("processInstanceId").asText(), "");

    assertThat(rm.end(requestId).get("requestState").asText()).isEqualTo("CANCELLED");
    assertThat(rm.end(part.get("requestId").asText()).get("requestState").asText())
        .isEqualTo("CANCELLED");
    rm.complete(Types.PROBE, "Uninstall", id, Map.of("pause", "0"));
  }

  @Test
  void refusesWhatCannotBeHealed() {
    String fresh = rm.install(Types.SMALL, Map.of());
    Answer answer = rm.post("/topology/instances/" + fresh + "/heal", "");
    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.text()).contains("Installed");
    assertThat(rm.post("/topology/instances/nobody/heal", "").status()).isEqualTo(404);
    rm.complete(Types.SMALL, "Uninstall", fresh, Map.of());
  }

  private String active(Map<String, String> properties) {
    String id = rm.install(Types.PROBE, properties);
    for (String transition : List.of("Configure", "Start", "Integrity")) {
      rm.complete(Types.PROBE, transition, id, Map.of());
    }
    return id;
  }

  private String network(String subnet, String gateway) {
    ObjectNode body = rm.body(Types.NETWORK, "Install", null);
    body.put("resourceName", manager.location() + "-heal");
    body.putObject("properties")
        .put("networkname", manager.location() + "-heal")
        .put("subnet", subnet)
        .put("gateway", gateway);
    Answer answer = rm.post("/lifecycle/transitions", body.toString());
    return rm.end(answer.json().get("requestId").asText()).get("resourceId").asText();
  }

  private static Instant deadline(String requestId) {
    return manager.bean(Requests.class).find(requestId).orElseThrow().deadlineAt();
  }

  private String heal(String id, Map<String, String> settings) {
    PolicyCommand command =
        new PolicyCommand(PolicyAction.HEAL, id, "policy/heal", "3 reports BROKEN", settings);
    return manager.bean(PolicyRequests.class).accept(command).requestId();
  }

  private JsonNode open(String id, String transition) {
    return rm.get(
            "/lifecycle/transitions?state=IN_PROGRESS&resourceId="
                + id
                + "&transitionName="
                + transition)
        .json()
        .at("/items/0");
  }

  private List<JsonNode> parts(String id, JsonNode whole) {
    JsonNode requests = rm.get("/lifecycle/transitions?resourceId=" + id).json().get("items");
    String requestId = whole.get("requestId").asText();
    return StreamSupport.stream(requests.spliterator(), false)
        .filter(part -> part.at("/context/parentRequestId").asText().equals(requestId))
        .toList();
  }
}
