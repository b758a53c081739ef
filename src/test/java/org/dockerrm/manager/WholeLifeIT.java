package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A resource's life from Install to Uninstall, whatever the database is. */
class WholeLifeIT {

  private static Manager manager() {
    return SharedManager.get();
  }

  @AfterEach
  void clean() {
    Docker.clean(manager().location());
  }

  @Test
  void goesThroughEveryTransitionAndState() {
    RmClient rm = manager().client();
    String id = rm.install(Types.PROBE, Map.of("fail", "none"));
    assertThat(state(rm, id)).isEqualTo("Installed");

    rm.complete(Types.PROBE, "Configure", id, Map.of());
    assertThat(state(rm, id)).isEqualTo("Inactive");
    rm.complete(Types.PROBE, "start", id, Map.of());
    assertThat(state(rm, id)).isEqualTo("Inactive");
    rm.complete(Types.PROBE, "Transition::Integrity", id, Map.of());
    assertThat(state(rm, id)).isEqualTo("Active");
    rm.complete(Types.PROBE, "Reconfigure", id, Map.of("text", "changed"));
    assertThat(state(rm, id)).isEqualTo("Active");
    rm.complete(Types.PROBE, "Stop", id, Map.of());
    assertThat(state(rm, id)).isEqualTo("Inactive");

    String container = container(rm, id);
    assertThat(Docker.file(container, "/var/probe/runs").lines())
        .extracting(line -> line.split(" ")[0])
        .containsExactly("Install", "Configure", "Start", "Integrity", "Reconfigure", "Stop");
    assertThat(Docker.file(container, "/var/probe/Reconfigure.yml"))
        .contains("\"text\": \"changed\"");

    JsonNode uninstalled = rm.complete(Types.PROBE, "Uninstall", id, Map.of());
    assertThat(rm.get("/topology/instances/" + id).status()).isEqualTo(404);
    assertThat(Docker.containersOf(manager().location())).isEmpty();
    assertThat(rm.get("/lifecycle/transitions/" + uninstalled.get("requestId").asText()).status())
        .isEqualTo(200);
  }

  @Test
  void answersAcceptanceAndStatusAsTheContractSays() {
    RmClient rm = manager().client();
    Answer accepted = rm.transition(Types.SMALL, "Install", null, Map.of());

    assertThat(accepted.status()).isEqualTo(202);
    JsonNode body = accepted.json();
    String requestId = body.get("requestId").asText();
    assertThat(accepted.headers().get("location"))
        .endsWith("/lifecycle/transitions/" + requestId + "/status");
    assertThat(body.get("requestState").asText()).isEqualTo("PENDING");
    assertThat(body.get("context").get("AsynchronousTransitionResponses").asText())
        .isEqualTo("false");
    assertThat(body.get("startedAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*(Z|[+-].*)");

    JsonNode status = rm.end(requestId);
    assertThat(status.get("requestState").asText()).as(status.toString()).isEqualTo("COMPLETED");
    assertThat(status.get("resourceId")).isEqualTo(body.get("resourceId"));
    assertThat(status.get("resourceType").asText()).isEqualTo(Types.SMALL);
    assertThat(status.get("deploymentLocation").asText()).isEqualTo(manager().location());
    assertThat(status.get("transitionName").asText()).isEqualTo("Install");
    assertThat(status.hasNonNull("finishedAt")).isTrue();
    assertThat(status.hasNonNull("processInstanceId")).isTrue();
    assertThat(status.get("progress").get("step")).isEqualTo(status.get("progress").get("steps"));
    assertThat(status.has("requestFailureCode")).isFalse();
  }

  @Test
  void showsTheInstanceWithWhatIsBehindIt() {
    RmClient rm = manager().client();
    String id = rm.install(Types.PROBE, Map.of("secret", "s3cret"));

    JsonNode instance = rm.instance(id);

    assertThat(instance.get("resourceName").asText()).isEqualTo("an instance");
    assertThat(instance.get("resourceType").asText()).isEqualTo(Types.PROBE);
    assertThat(instance.get("deploymentLocation").asText()).isEqualTo(manager().location());
    assertThat(instance.get("readOnly").asBoolean()).isFalse();
    assertThat(instance.hasNonNull("metricKey")).isTrue();
    assertThat(instance.hasNonNull("createdAt")).isTrue();
    JsonNode behind = instance.get("internalResourceInstances").get(0);
    assertThat(behind.get("type").asText()).isEqualTo("docker container");
    assertThat(behind.get("name").asText()).isEqualTo("dockerrm_probe-" + id);
    JsonNode properties = instance.get("properties");
    assertThat(properties.get("secret").asText()).isEqualTo("********");
    assertThat(properties.get("serial").asText()).isEqualTo("0042");
    assertThat(properties.get("number").asText()).isEqualTo("7");
    assertThat(properties.get("label").asText())
        .isEqualTo("an instance in " + manager().location() + ": 7");
    assertThat(properties.has("unheard")).isFalse();
    assertThat(properties.get("docker_ipaddr").asText()).matches("[0-9.]+");
    assertThat(properties.get("docker_gateway").asText()).matches("[0-9.]+");
    assertThat(properties.get("docker_hostname").asText()).isEqualTo("an-instance");
  }

  @Test
  void runsAnOperationAndBringsItsAnswerBack() {
    RmClient rm = manager().client();
    String id = rm.install(Types.PROBE, Map.of());

    JsonNode status =
        rm.complete(Types.PROBE, "echo", id, Map.of("message", "hello", "token", "t0ken"));

    assertThat(status.get("properties").get("answer").asText()).isEqualTo("heard hello");
    assertThat(status.get("properties").get("token").asText()).isEqualTo("********");
    assertThat(state(rm, id)).isEqualTo("Installed");
    assertThat(Docker.file(container(rm, id), "/var/probe/echo.yml"))
        .contains("\"message\": \"hello\"", "\"times\": \"1\"", "\"token\": \"t0ken\"");
  }

  @Test
  void reportsAFailedScriptWithItsCodeAndOutput() {
    RmClient rm = manager().client();
    String id = rm.install(Types.PROBE, Map.of("fail", "Start"));

    rm.complete(Types.PROBE, "Configure", id, Map.of());
    JsonNode status = rm.run(Types.PROBE, "Start", id, Map.of());

    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.get("requestFailureCode").asText()).isEqualTo("SCRIPT_FAILED");
    assertThat(status.get("requestStateReason").asText())
        .contains("start.sh", "exit code 3", "asked to fail");
    assertThat(state(rm, id)).isEqualTo("Inactive");
  }

  @Test
  void keepsAFailedInstallForALookAndUninstallsIt() {
    RmClient rm = manager().client();
    JsonNode status = rm.run(Types.PROBE, "Install", null, Map.of("fail", "Install"));
    String id = status.get("resourceId").asText();

    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(state(rm, id)).isEqualTo("Failed");
    rm.run(Types.PROBE, "Uninstall", id, Map.of("fail", "none"));
    assertThat(rm.get("/topology/instances/" + id).status()).isEqualTo(404);
    assertThat(Docker.containersOf(manager().location())).isEmpty();
  }

  @Test
  void takesTransitionsThatATypeLacksAsDone() {
    RmClient rm = manager().client();
    String id = rm.install(Types.SMALL, Map.of());

    rm.complete(Types.SMALL, "Start", id, Map.of());

    assertThat(state(rm, id)).isEqualTo("Active");
  }

  static String state(RmClient rm, String id) {
    return rm.instance(id).path("resourceState").asText();
  }

  static String container(RmClient rm, String id) {
    return rm.instance(id).get("internalResourceInstances").get(0).get("id").asText();
  }
}
