package org.dockerrm.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import org.dockerrm.support.FakeEngine;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RegistryLogin;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client names an engine of its own, to be sent packages and the manager's registry logins. */
class RegistryLoginsIT {

  @TempDir Path directory;

  @Test
  void anEngineThatAClientNamesGetsNoLoginAndNoPackageBeforeItIsUsed() throws IOException {
    Manager manager = SharedManager.get();
    RmClient rm = manager.client();
    String name = manager.location() + "-trap";
    String path = "/topology/deployment-locations/" + name;
    RegistryLogin.in(directory);
    try (FakeEngine trap = new FakeEngine()) {
      String body =
          "{\"type\": \"trap\", \"properties\": {\"endpoint\": \"%s\"%s}}"
              .formatted(trap.endpoint(), "%s");
      Answer greedy = rm.put(path, body.formatted(", \"allowRegistryLogins\": \"true\""));
      assertThat(greedy.status()).as(greedy.text()).isEqualTo(400);
      assertThat(greedy.text()).contains("clientLocations.allowRegistryLogins");
      assertThat(rm.put(path, body.formatted("")).status()).isEqualTo(201);
      try {
        assertThat(rm.put("/onboarding", "").status()).isEqualTo(200);
        assertThat(trap.seen("/build")).isEmpty();

        JsonNode end = install(rm, name);

        assertThat(end.get("requestState").asText()).isEqualTo("FAILED");
        assertThat(end.get("requestStateReason").asText())
            .contains("could not be built on location " + name, "not here");
        // The base image is asked for before anything of the package is sent.
        int asked = trap.seen("/images/create").size();
        assertThat(asked).isPositive();
        assertThat(trap.seen()).noneMatch(FakeEngine.Seen::hasLogins);
        assertThat(rm.get("/types/" + Types.SMALL).json().get("state").asText())
            .isEqualTo("PUBLISHED");
        JsonNode again = install(rm, name);
        assertThat(again.get("requestState").asText()).isEqualTo("FAILED");
        assertThat(trap.seen("/images/create")).as("tried again").hasSizeGreaterThan(asked);
        assertThat(trap.seen("/build")).isEmpty();
      } finally {
        rm.get(path + "/instances").json().forEach(instance -> uninstall(rm, name, instance));
        rm.delete(path);
      }
    } finally {
      RegistryLogin.none();
    }
  }

  private static JsonNode install(RmClient rm, String location) {
    Answer answer =
        rm.post(
            "/lifecycle/transitions",
            rm.body(Types.SMALL, "Install", null).put("deploymentLocation", location).toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return rm.end(answer.json().get("requestId").asText());
  }

  private static void uninstall(RmClient rm, String location, JsonNode instance) {
    String id = instance.get("resourceId").asText();
    Answer answer =
        rm.post(
            "/lifecycle/transitions",
            rm.body(Types.SMALL, "Uninstall", id).put("deploymentLocation", location).toString());
    rm.end(answer.json().get("requestId").asText());
  }
}
