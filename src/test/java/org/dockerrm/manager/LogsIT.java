package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
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

/** What containers and scripts wrote (docs/reference/api.md, "Topology"). */
class LogsIT {

  private final Manager manager = SharedManager.get();
  private final RmClient rm = manager.client();

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
  }

  @Test
  void showsTheContainersLogAndTheScriptsOutputs() {
    String id = rm.install(Types.PROBE, Map.of());
    JsonNode configured = rm.complete(Types.PROBE, "Configure", id, Map.of());
    write(id, "echo first; echo second; echo wrong >&2");

    JsonNode logs = logs(id, "");

    assertThat(logs.get("container"))
        .extracting(line -> line.get("stream").asText() + " " + line.get("text").asText())
        .contains("stdout first", "stdout second", "stderr wrong");
    assertThat(logs.has("containerReason")).isFalse();
    assertThat(logs.get("scripts"))
        .extracting(run -> run.get("transitionName").asText())
        .as("the newest first")
        .containsExactly("Configure", "Install");
    JsonNode run = logs.get("scripts").get(0);
    assertThat(run.get("requestId")).isEqualTo(configured.get("requestId"));
    assertThat(run.get("exitCode").asInt()).isZero();
    assertThat(run.get("output").asText()).isEqualTo("Configure of an instance\n");
    assertThat(run.get("finishedAt").asText()).isGreaterThan(run.get("startedAt").asText());
  }

  @Test
  void boundsTheTail() {
    String id = rm.install(Types.PROBE, Map.of());
    write(id, "seq 1 1500");

    assertThat(logs(id, "").get("container")).hasSize(100);
    assertThat(logs(id, "?tail=1000").get("container")).hasSize(1000);
    JsonNode last = logs(id, "?tail=1");
    assertThat(last.get("container").get(0).get("text").asText()).isEqualTo("1500");
    for (String tail : List.of("0", "-1", "1001", "many", "99999999999", "")) {
      String path = "/topology/instances/" + id + "/logs?tail=" + tail;
      assertThat(rm.get(path).status()).as(tail).isEqualTo(tail.isEmpty() ? 200 : 400);
    }
    assertThat(rm.get("/topology/instances/none/logs").status()).isEqualTo(404);
  }

  @Test
  void isNotHurtByALineThatNeverEnds() {
    String id = rm.install(Types.SMALL, Map.of());
    write(id, "head -c 60000000 /dev/zero | tr '\\0' x; echo; echo the end");

    RmClient.Answer answer = rm.get("/topology/instances/" + id + "/logs?tail=1000");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text().length()).isLessThan(1_200_000);
    assertThat(answer.text()).contains("the end");
  }

  @Test
  void showsNoPasswords() {
    String secret = "hidden-\"word\"";
    String id = rm.install(Types.PROBE, Map.of("secret", secret));
    JsonNode asked =
        rm.complete(Types.PROBE, "echo", id, Map.of("message", "m", "token", "token-value"));
    write(id, "printf 'it is hidden-\"word\" as said\\n'");

    RmClient.Answer logs = rm.get("/topology/instances/" + id + "/logs");
    RmClient.Answer output =
        rm.get("/lifecycle/transitions/" + asked.get("requestId").asText() + "/output");

    assertThat(logs.text()).contains("it is ******** as said").doesNotContain("hidden-");
    assertThat(output.text()).contains("********").doesNotContain("token-value");
    assertThat(logs.text()).doesNotContain("token-value");
  }

  @Test
  void keepsTheOutputOfTransitionsBeyondUninstall() {
    String id = rm.install(Types.PROBE, Map.of("fail", "Start"));
    String failed = rm.run(Types.PROBE, "Start", id, Map.of()).get("requestId").asText();
    String last = rm.complete(Types.PROBE, "Uninstall", id, Map.of()).get("requestId").asText();

    JsonNode output = rm.get("/lifecycle/transitions/" + failed + "/output").json();

    assertThat(output).hasSize(1);
    assertThat(output.get(0).get("exitCode").asInt()).isEqualTo(3);
    assertThat(output.get(0).get("output").asText()).contains("asked to fail");
    assertThat(rm.get("/lifecycle/transitions/" + last + "/output").text())
        .contains("Uninstall of an instance");
    assertThat(rm.get("/topology/instances/" + id + "/logs").status()).isEqualTo(404);
    assertThat(rm.get("/lifecycle/transitions/none/output").status()).isEqualTo(404);
  }

  @Test
  void saysWhyThereIsNoLog() {
    TestNetworks networks = new TestNetworks(rm);
    String network = networks.install(TestNetworks.newName(), Docker.freePrefix());
    String id = rm.install(Types.PROBE, Map.of());
    Docker.run("rm", "-f", WholeLifeIT.container(rm, id));

    JsonNode logs = logs(id, "");

    assertThat(logs.get("container")).isEmpty();
    assertThat(logs.get("containerReason").asText()).containsIgnoringCase("no such container");
    assertThat(logs.get("scripts")).hasSize(1);
    assertThat(logs(network, "").has("container")).isFalse();
    assertThat(logs(network, "").get("scripts")).isEmpty();
    rm.complete(Types.PROBE, "Uninstall", id, Map.of());
  }

  @Test
  void givesPlainTextToWhoAsksForIt() throws Exception {
    String id = rm.install(Types.PROBE, Map.of());
    write(id, "printf 'plain \\033[31mred\\n'");
    String logs = RmClient.ROOT + "/topology/instances/" + id + "/logs";

    RmClient.Answer answer = Http.get(rm, logs, "Accept", "text/plain");

    assertThat(answer.headers()).containsEntry("content-type", "text/plain;charset=UTF-8");
    assertThat(answer.text())
        .startsWith("==> Install ")
        .contains("exit code 0\nInstall of an instance\n", "==> container\n")
        .endsWith("plain ?[31mred\n");
  }

  @Test
  void showsTheScriptsOfAnInstanceWhoseEngineIsAway() throws IOException {
    int port = ManagerProcess.freePort();
    try (Manager far = Manager.with("probe")) {
      Manager.write(
          far.home().resolve("config/locations.yml"),
          """
          locations:
            - name: %s
              type: test
              endpoint: tcp://127.0.0.1:%d
          """
              .formatted(far.location(), port));
      RmClient client;
      String id;
      try (EngineRelay relay = new EngineRelay(port)) {
        assertThat(relay).isNotNull();
        client = far.start().client().awaitPublished(Types.PROBE);
        id = client.install(Types.PROBE, Map.of());
      }

      JsonNode logs = client.get("/topology/instances/" + id + "/logs").json();

      assertThat(logs.get("container")).isEmpty();
      assertThat(logs.get("containerReason").asText()).contains("does not answer");
      assertThat(logs.get("scripts").get(0).get("output").asText()).startsWith("Install of");
    }
  }

  private JsonNode logs(String id, String query) {
    RmClient.Answer answer = rm.get("/topology/instances/" + id + "/logs" + query);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** Lets the container's main process say something. */
  private void write(String id, String command) {
    Docker.run(
        "exec",
        WholeLifeIT.container(rm, id),
        "sh",
        "-c",
        "{ " + command + "; } >/proc/1/fd/1 2>/proc/1/fd/2; sleep 0.3");
  }
}
