package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.HistoryService;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests and runs are found by the name of the instance that they are about. */
class RequestNamesIT {

  private final Manager manager = SharedManager.get();
  private final RmClient rm = manager.client();

  @AfterEach
  void clean() {
    Docker.clean(rm.location());
  }

  @Test
  void areInRequestsTheirListAndTheirRuns() {
    String name = "pump " + UUID.randomUUID();
    JsonNode install = install(name);
    String id = install.get("resourceId").asText();
    rm.complete(Types.SMALL, "Uninstall", id, Map.of());
    rm.install(Types.SMALL, Map.of());

    assertThat(install.get("resourceName").asText()).isEqualTo(name);
    JsonNode found =
        rm.get("/lifecycle/transitions?resourceName=" + name.replace(" ", "%20")).json();
    assertThat(found.get("items"))
        .extracting(request -> request.get("transitionName").asText())
        .containsExactly("Uninstall", "Install");
    List<String> variables =
        manager
            .bean(HistoryService.class)
            .createHistoricVariableInstanceQuery()
            .processInstanceId(install.get("processInstanceId").asText())
            .list()
            .stream()
            .map(variable -> variable.getName() + "=" + variable.getValue())
            .toList();
    assertThat(variables).contains("resourceName=" + name, "resourceType=" + Types.SMALL);
  }

  private JsonNode install(String name) {
    RmClient.Answer answer =
        rm.post(
            "/lifecycle/transitions",
            rm.body(Types.SMALL, "Install", null).put("resourceName", name).toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return rm.end(answer.json().get("requestId").asText());
  }
}
