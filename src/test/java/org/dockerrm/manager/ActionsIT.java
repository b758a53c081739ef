package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.dockerrm.support.Docker;
import org.dockerrm.support.EngineRelay;
import org.dockerrm.support.EngineRest;
import org.dockerrm.support.Manager;
import org.dockerrm.support.ManagerProcess;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.dockerrm.transition.Requests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

/**
 * What can be done with open requests, over REST and in Cockpit (docs/reference/api.md, "Actions on
 * a request").
 */
@ExtendWith(OutputCaptureExtension.class)
class ActionsIT {

  private static final int PORT = ManagerProcess.freePort();

  private static Manager manager;
  private static RmClient rm;
  private static String away;

  @BeforeAll
  static void start() throws IOException {
    manager = Manager.with("probe");
    away = manager.location() + "-away";
    Manager.write(
        manager.home().resolve("config/locations.yml"),
        """
        locations:
          - name: %s
            type: test
          - name: %s
            type: test
            endpoint: tcp://127.0.0.1:%d
        """
            .formatted(manager.location(), away, PORT));
    Path processes = manager.home().resolve("processes");
    FileSystemUtils.copyRecursively(Path.of("processes"), processes);
    Path install = processes.resolve("Install.bpmn");
    Manager.write(install, Files.readString(install).replace("PT2S,PT10S,PT30S", "PT4S"));
    manager.set("dockerrm.processes-dir=" + processes).start();
    rm = manager.client().awaitPublished(Types.PROBE);
  }

  @AfterAll
  static void stop() {
    Docker.clean(away);
    manager.close();
  }

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
  }

  @Test
  void tellsOfEachFailedTryAndRetriesWithOtherProperties(CapturedOutput output) throws IOException {
    String request = installAway();

    JsonNode between = awaitReason(request, "is tried again at");
    assertThat(between.get("requestState").asText()).isEqualTo("IN_PROGRESS");
    assertThat(between.get("requestStateReason").asText())
        .contains("step 'Create container' failed", "does not answer", "tries left: 1");
    assertThat(between.at("/progress/activity").asText()).isEqualTo("Create container");
    assertThat(between.at("/progress/step").asInt()).isEqualTo(1);
    assertThat(between.at("/progress/steps").asInt()).isGreaterThan(1);
    awaitReason(request, "retries are used up");
    assertThat(output.getOut().lines().filter(line -> line.contains("[" + request)))
        .as("lines of the request")
        .satisfiesExactly(
            accepted -> assertThat(accepted).contains("INFO", " an instance/", "accepted"),
            failed ->
                assertThat(failed)
                    .contains("WARN", "step 'Create container' failed", "tries left: 1"),
            usedUp -> assertThat(usedUp).contains("WARN", "retries are used up"));
    assertThat(output.getAll()).doesNotContain("ENGINE-16004", "ENGINE-14006", "BPMN Stack Trace");
    assertThat(act(request, "retry", "{\"properties\": {\"number\": \"x\", \"flag\": 7}}").text())
        .contains("'number' is not of type", "'flag' is not of type");
    assertThat(act(request, "retry", "{\"properties\": 7}").status()).isEqualTo(400);

    try (EngineRelay relay = new EngineRelay(PORT)) {
      assertThat(relay).isNotNull();
      RmClient.Answer retried =
          act(request, "retry", "{\"properties\": {\"number\": 8, \"text\": \"another\"}}");
      assertThat(retried.status()).as(retried.text()).isEqualTo(202);
      assertThat(retried.headers().get("location")).endsWith(request + "/status");
      JsonNode end = rm.end(request);
      assertThat(end.get("requestState").asText()).as("%s", end).isEqualTo("COMPLETED");
      JsonNode instance = rm.instance(end.get("resourceId").asText());
      assertThat(instance.at("/properties/number").asText()).isEqualTo("8");
      assertThat(instance.at("/properties/text").asText()).isEqualTo("another");
      assertThat(instance.at("/properties/label").asText()).endsWith(": 8");
      assertThat(act(request, "retry", "").text()).contains("has ended COMPLETED");
    }
  }

  @Test
  void goesOnWhenItsJobIsRetriedInCockpit() throws IOException {
    EngineRest cockpit = new EngineRest(manager);
    String request = installAway();
    JsonNode stuck = awaitReason(request, "retries are used up");
    String process = stuck.get("processInstanceId").asText();
    String job =
        cockpit
            .call("GET", "/job?noRetriesLeft=true&processInstanceId=" + process, "")
            .get(0)
            .get("id")
            .asText();
    assertThat(cockpit.call("GET", "/incident?processInstanceId=" + process, "")).hasSize(1);

    try (EngineRelay relay = new EngineRelay(PORT)) {
      assertThat(relay).isNotNull();
      cockpit.call("PUT", "/job/" + job + "/retries", "{\"retries\": 1}");

      assertThat(rm.end(request).get("requestState").asText()).isEqualTo("COMPLETED");
      assertThat(cockpit.call("GET", "/incident?processInstanceId=" + process, "")).isEmpty();
    }
  }

  @Test
  void removesWhatACancelledInstallMadeHoweverItIsCancelled(CapturedOutput output) {
    String byRest = open("Install", null, Map.of("pause", "30"));
    String inCockpit = open("Install", null, Map.of("pause", "30"));
    awaitActivity(byRest, "Run install script");
    String process =
        awaitActivity(inCockpit, "Run install script").get("processInstanceId").asText();
    assertThat(Docker.containersOf(manager.location())).hasSize(2);

    JsonNode cancelled = act(byRest, "cancel", "").json();
    new EngineRest(manager).call("DELETE", "/process-instance/" + process, "");

    assertThat(cancelled.get("requestState").asText()).isEqualTo("CANCELLED");
    assertThat(rm.end(inCockpit).get("requestState").asText()).isEqualTo("CANCELLED");
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> {
              assertThat(Docker.containersOf(manager.location())).isEmpty();
              assertThat(
                      rm.get("/topology/instances/" + cancelled.get("resourceId").asText())
                          .status())
                  .isEqualTo(404);
              assertThat(openUndos()).isZero();
            });
    assertThat(status(byRest).get("requestState").asText()).isEqualTo("CANCELLED");
    assertThat(output.getAll().lines())
        .filteredOn(line -> line.contains(byRest) || line.contains(inCockpit))
        .noneMatch(line -> line.stripTrailing().endsWith(":"));
  }

  @Test
  void endsTheScriptOfACancelledRequestAndTakesTheNextOne() {
    String id = rm.install(Types.PROBE, Map.of());
    String container = WholeLifeIT.container(rm, id);
    String request = open("Configure", id, Map.of("pause", "77"));
    await().until(() -> Docker.run("top", container).contains("sleep 77"));

    assertThat(act(request, "cancel", "").status()).isEqualTo(202);
    assertThat(act(request, "cancel", "").json().get("requestState").asText())
        .as("cancelling again changes nothing")
        .isEqualTo("CANCELLED");

    await()
        .atMost(Duration.ofSeconds(15))
        .until(() -> !Docker.run("top", container).contains("sleep 77"));
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Installed");
    rm.complete(Types.PROBE, "Configure", id, Map.of("pause", "0"));
    for (String action : List.of("retry", "suspend", "resume")) {
      assertThat(act(request, action, "").status()).as(action).isEqualTo(409);
    }
    assertThat(act(request, "retry", "").text())
        .contains("has ended CANCELLED", "post a new request");
    assertThat(act("nonsense", "cancel", "").status()).isEqualTo(404);
  }

  @Test
  void cancelsWhatHasNotBegun() {
    JobExecutor executor = manager.bean(JobExecutor.class);
    executor.shutdown();
    String byRest;
    String inCockpit;
    try {
      byRest = open("Install", null, Map.of());
      inCockpit = open("Install", null, Map.of());
      assertThat(status(byRest).get("requestState").asText()).isEqualTo("PENDING");
      assertThat(act(byRest, "retry", "").text()).contains("there is nothing to retry");
      assertThat(act(byRest, "cancel", "").status()).isEqualTo(202);
      new EngineRest(manager)
          .call(
              "DELETE",
              "/process-instance/" + status(inCockpit).get("processInstanceId").asText(),
              "");
    } finally {
      executor.start();
    }
    for (String request : List.of(byRest, inCockpit)) {
      JsonNode end = rm.end(request);
      assertThat(end.get("requestState").asText()).isEqualTo("CANCELLED");
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  rm.get("/topology/instances/" + end.get("resourceId").asText()).status() == 404);
    }
    assertThat(Docker.containersOf(manager.location())).isEmpty();
  }

  @Test
  void hasOneLineInTheLogForItsEndWhateverThatIs(CapturedOutput output) {
    JsonNode installed = rm.complete(Types.PROBE, "Install", null, Map.of());
    String id = installed.get("resourceId").asText();
    String cancelled = open("Configure", id, Map.of("pause", "30"));
    awaitActivity(cancelled, "Run configure script");
    act(cancelled, "cancel", "");
    String failed = open("Configure", id, Map.of("pause", "0", "fail", "Configure"));
    rm.end(failed);

    Map<String, String> ends =
        Map.of(
            installed.get("requestId").asText(),
            "Install of resource::probe::1.0 COMPLETED after ",
            cancelled,
            "Configure of resource::probe::1.0 CANCELLED after ",
            failed,
            "Configure of resource::probe::1.0 FAILED after ");
    // The line follows the commit, and so what the API answers.
    await().until(() -> ends.keySet().stream().noneMatch(r -> endsOf(r, output).isEmpty()));
    rm.complete(Types.PROBE, "Uninstall", id, Map.of());
    ends.forEach(
        (request, end) ->
            assertThat(endsOf(request, output)).singleElement().asString().contains(" INFO ", end));
  }

  private static List<String> endsOf(String request, CapturedOutput output) {
    return output
        .getOut()
        .lines()
        .filter(line -> line.contains("[" + request) && line.matches(".* after \\d+ ms.*"))
        .toList();
  }

  @Test
  void waitsWhileItIsSuspendedWithItsDeadlineAndGoesOnWhereItStood() {
    String id = rm.install(Types.PROBE, Map.of());
    String request = open("Configure", id, Map.of("pause", "1"));
    awaitActivity(request, "Run configure script");
    Instant deadline = deadline(request);

    assertThat(act(request, "suspend", "").json().get("requestStateReason").asText())
        .contains("suspended");
    assertThat(act(request, "suspend", "").status()).isEqualTo(202);
    assertThat(act(request, "retry", "").status()).isEqualTo(409);
    String container = WholeLifeIT.container(rm, id);
    await().until(() -> !Docker.run("top", container).contains("configure.sh"));
    await()
        .during(Duration.ofSeconds(1))
        .until(() -> status(request).get("requestState").asText().equals("IN_PROGRESS"));
    assertThat(act(request, "resume", "").json().has("requestStateReason")).isFalse();
    Instant later = deadline(request);

    assertThat(later).isAfter(deadline);
    assertThat(rm.end(request).get("requestState").asText()).isEqualTo("COMPLETED");
    assertThat(Docker.file(container, "/var/probe/runs").lines()).hasSize(2);
  }

  @Test
  void hasOneEndWhereACancelMeetsIt() throws InterruptedException {
    String id = rm.install(Types.PROBE, Map.of());
    List<String> ends = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      JsonNode accepted = rm.transition(Types.PROBE, "echo", id, Map.of("message", "hello")).json();
      String request = accepted.get("requestId").asText();
      Thread.sleep(i * 15L);
      RmClient.Answer answer = act(request, "cancel", "");
      String end = rm.end(request).get("requestState").asText();
      assertThat(end).isEqualTo(answer.status() == 202 ? "CANCELLED" : "COMPLETED");
      ends.add(end);
    }
    assertThat(ends).contains("CANCELLED");
    rm.complete(Types.PROBE, "Configure", id, Map.of());
  }

  private static String installAway() {
    return rm.post(
            "/lifecycle/transitions",
            rm.body(Types.PROBE, "Install", null).put("deploymentLocation", away).toString())
        .json()
        .get("requestId")
        .asText();
  }

  private static String open(String transition, String id, Map<String, String> properties) {
    RmClient.Answer answer = rm.transition(Types.PROBE, transition, id, properties);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return answer.json().get("requestId").asText();
  }

  private static RmClient.Answer act(String request, String action, String body) {
    return rm.post("/lifecycle/transitions/" + request + "/" + action, body);
  }

  private static JsonNode status(String request) {
    return rm.get("/lifecycle/transitions/" + request + "/status").json();
  }

  private static JsonNode awaitReason(String request, String text) {
    return await()
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> status(request),
            status -> status.path("requestStateReason").asText().contains(text));
  }

  private static JsonNode awaitActivity(String request, String activity) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> status(request),
            status -> status.at("/progress/activity").asText().equals(activity));
  }

  private static Instant deadline(String requestId) {
    return manager.bean(Requests.class).find(requestId).orElseThrow().deadlineAt();
  }

  private static long openUndos() {
    return manager
        .bean(RuntimeService.class)
        .createProcessInstanceQuery()
        .processDefinitionKey("UndoInstall")
        .count();
  }
}
