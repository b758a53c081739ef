package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.UUID;
import org.dockerrm.support.Docker;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An instance that its Install left Failed can be installed again. */
class InstallAgainIT {

  private final RmClient rm = SharedManager.get().client();
  private final String network = "again-" + UUID.randomUUID();

  @AfterEach
  void clean() {
    Docker.clean(rm.location());
    Docker.attempt("network", "rm", network);
  }

  @Test
  void worksOnceTheMissingNetworkIsThere() {
    JsonNode first =
        rm.run(Types.PROBE, "Install", null, Map.of("docker_network2", network, "text", "before"));
    String id = first.get("resourceId").asText();
    assertThat(first.get("requestState").asText()).isEqualTo("FAILED");
    Docker.run("network", "create", network);

    JsonNode second = again(id, Map.of("number", "9"));

    assertThat(second.get("requestState").asText()).as("%s", second).isEqualTo("COMPLETED");
    assertThat(second.get("resourceId").asText()).isEqualTo(id);
    JsonNode instance = rm.instance(id);
    assertThat(instance.get("resourceState").asText()).isEqualTo("Installed");
    assertThat(instance.has("stateReason")).isFalse();
    assertThat(instance.at("/properties/text").asText()).isEqualTo("before");
    assertThat(instance.at("/properties/label").asText()).endsWith(": 9");
    assertThat(instance.at("/properties/docker_ipaddr2").asText()).isNotEmpty();
    assertThat(Docker.containersOf(rm.location())).hasSize(1);
  }

  @Test
  void makesTheContainerOfItsNewValues() {
    JsonNode first =
        rm.run(Types.PROBE, "Install", null, Map.of("fail", "Install", "text", "before"));
    String id = first.get("resourceId").asText();

    JsonNode second = again(id, Map.of("fail", "", "text", ""));

    assertThat(second.get("requestState").asText()).as("%s", second).isEqualTo("COMPLETED");
    String container = WholeLifeIT.container(rm, id);
    assertThat(Docker.run("exec", container, "sh", "-c", "echo \"<$RM_PROP_text>\""))
        .contains("<>");
    assertThat(Docker.file(container, "/var/probe/runs").lines()).hasSize(1);
    assertThat(Docker.containersOf(rm.location())).hasSize(1);
  }

  @Test
  void isRefusedForEveryOtherInstance() {
    String id = rm.install(Types.SMALL, Map.of());
    assertRefused(rm.body(Types.SMALL, "Install", id), 400, "is Installed. Install allocates");
    assertRefused(rm.body(Types.SMALL, "Install", "nonsense"), 400, "instance nonsense not found");

    String failed =
        rm.run(Types.PROBE, "Install", null, Map.of("fail", "Install")).get("resourceId").asText();
    assertRefused(rm.body(Types.SMALL, "Install", failed), 400, "is of type " + Types.PROBE);
    assertRefused(
        rm.body(Types.PROBE, "Install", failed).put("resourceName", "another"),
        400,
        "resourceName is 'an instance'");
    String stopped = rm.install(Types.PROBE, Map.of("fail", "Stop"));
    rm.run(Types.PROBE, "Stop", stopped, Map.of());
    assertRefused(rm.body(Types.PROBE, "Install", stopped), 400, "completed");
  }

  private JsonNode again(String id, Map<String, String> properties) {
    return rm.run(Types.PROBE, "Install", id, properties);
  }

  private void assertRefused(ObjectNode body, int status, String why) {
    RmClient.Answer answer = rm.post("/lifecycle/transitions", body.toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.text()).contains(why);
  }
}
