package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.TestPackage;
import org.dockerrm.support.Types;
import org.dockerrm.support.Upload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was made can always be removed. */
class UninstallIT {

  private final RmClient rm = SharedManager.get().client();

  @AfterEach
  void clean() {
    Docker.clean(rm.location());
  }

  @Test
  void isOfferedByEveryTypeThatOffersInstall() {
    TestPackage once =
        new TestPackage("once", "1.0", "lifecycle: [Install]\n", Map.of("Install", "true"))
            .publish(rm);
    String id = rm.install(once.type(), Map.of());

    assertThat(rm.transition(once.type(), "Start", id, Map.of()).text())
        .contains("it offers Install, Uninstall");
    rm.complete(once.type(), "uninstall", id, Map.of());

    assertThat(rm.get("/topology/instances/" + id).status()).isEqualTo(404);
    assertThat(Docker.containersOf(rm.location())).isEmpty();
    assertThat(Upload.delete(rm, once.type()).status()).isEqualTo(204);
  }

  @Test
  void runsTheScriptThatIsMappedWithoutBeingListedAndGoesOnWithoutItWhereForced() {
    TestPackage mapped =
        new TestPackage(
                "mapped",
                "1.0",
                "lifecycle: [Install]\n",
                Map.of("Install", "true", "Uninstall", "echo farewell; exit 4"))
            .publish(rm);
    String id = rm.install(mapped.type(), Map.of());
    assertThat(rm.run(mapped.type(), "Uninstall", id, Map.of()).get("requestStateReason").asText())
        .contains("exit code 4", "farewell");
    assertThat(rm.instance(id).get("resourceState").asText()).isEqualTo("Inactive");

    ObjectNode body = rm.body(mapped.type(), "Uninstall", id).put("force", true);
    JsonNode accepted = rm.post("/lifecycle/transitions", body.toString()).json();
    JsonNode forced = rm.end(accepted.get("requestId").asText());

    assertThat(forced.get("requestState").asText()).as("%s", forced).isEqualTo("COMPLETED");
    assertThat(forced.get("requestStateReason").asText())
        .contains("forced: the uninstall script failed", "exit code 4");
    assertThat(rm.get("/topology/instances/" + id).status()).isEqualTo(404);
    assertThat(Docker.containersOf(rm.location())).isEmpty();
  }

  @Test
  void isForcedWhereTheTypeSaysSo() {
    TestPackage forcing =
        new TestPackage(
                "forcing",
                "1.0",
                "lifecycle: [Install, Uninstall]\nonFailure: {Uninstall: force}\n",
                Map.of("Install", "true", "Uninstall", "exit 5"))
            .publish(rm);
    String id = rm.install(forcing.type(), Map.of());

    JsonNode end = rm.complete(forcing.type(), "Uninstall", id, Map.of());

    assertThat(end.get("requestStateReason").asText()).contains("exit code 5");
  }

  @Test
  void removesAPausedContainerWhoseScriptsCannotRun() {
    String id = rm.install(Types.PROBE, Map.of());
    Docker.run("pause", WholeLifeIT.container(rm, id));

    JsonNode configure = rm.run(Types.PROBE, "Configure", id, Map.of());
    JsonNode uninstall = rm.complete(Types.PROBE, "Uninstall", id, Map.of());

    assertThat(configure.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(configure.get("requestStateReason").asText())
        .contains("is paused", "docker unpause dockerrm_probe-" + id);
    assertThat(uninstall.get("requestStateReason").asText()).contains("was not run", "is paused");
    assertThat(Docker.containersOf(rm.location())).isEmpty();
  }

  @Test
  void refusesForceForOtherTransitionsAndAsText() {
    String id = rm.install(Types.SMALL, Map.of());

    ObjectNode start = rm.body(Types.SMALL, "Start", id).put("force", true);
    assertThat(rm.post("/lifecycle/transitions", start.toString()).status()).isEqualTo(400);
    ObjectNode quoted = rm.body(Types.SMALL, "Uninstall", id).put("force", "true");
    assertThat(rm.post("/lifecycle/transitions", quoted.toString()).text())
        .contains("force must be true or false");
  }

  @Test
  void saysWhyATransitionLeftAnInstanceFailed() {
    JsonNode install = rm.run(Types.PROBE, "Install", null, Map.of("fail", "Install"));
    String id = install.get("resourceId").asText();

    assertThat(rm.instance(id).get("stateReason").asText())
        .contains("Install FAILED", install.get("requestId").asText(), "exit code 3");

    rm.run(Types.PROBE, "echo", id, Map.of("message", "fail"));
    assertThat(rm.instance(id).get("stateReason").asText())
        .contains(install.get("requestId").asText());
  }
}
