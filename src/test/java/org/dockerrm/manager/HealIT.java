package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.dockerrm.support.Docker;
import org.dockerrm.support.EngineRest;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.dockerrm.transition.PolicyAction;
import org.dockerrm.transition.PolicyCommand;
import org.dockerrm.transition.PolicyRequests;
import org.junit.jupiter.api.Test;

/** What is broken is started again or made anew, by the ordinary transitions. */
class HealIT {

  private final Manager manager = SharedManager.get();
  private final RmClient rm = manager.client();

  @Test
  void startsADeadContainerAgain() {
    String id = active(Map.of());
    String container = WholeLifeIT.container(rm, id);
    Docker.run("kill", container);

    JsonNode status = heal(id, Map.of());

    assertThat(status.get("requestState").asText()).as("%s", status).isEqualTo("COMPLETED");
    assertThat(status.at("/context/startedBy").asText()).isEqualTo("policy/heal");
    assertThat(status.get("requestStateReason").asText()).contains("3 reports");
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Active");
    assertThat(WholeLifeIT.container(rm, id)).isEqualTo(container);
    assertThat(parts(status)).containsExactly("Stop", "Start", "Integrity");
  }

  private String active(Map<String, String> properties) {
    String id = rm.install(Types.PROBE, properties);
    for (String transition : List.of("Configure", "Start", "Integrity")) {
      rm.complete(Types.PROBE, transition, id, Map.of());
    }
    return id;
  }

  private JsonNode heal(String id, Map<String, String> settings) {
    return rm.end(
        manager
            .bean(PolicyRequests.class)
            .accept(
                new PolicyCommand(
                    PolicyAction.HEAL,
                    id,
                    "policy/heal",
                    "h_integrity: 3 reports BROKEN",
                    settings))
            .requestId());
  }

  /** The transitions that a request's process called, in their order. */
  private List<String> parts(JsonNode whole) {
    JsonNode called =
        new EngineRest(manager)
            .call(
                "GET",
                "/history/process-instance?sortBy=startTime&sortOrder=asc&superProcessInstanceId="
                    + whole.get("processInstanceId").asText(),
                "");
    return StreamSupport.stream(called.spliterator(), false)
        .map(process -> process.get("processDefinitionKey").asText())
        .toList();
  }
}
