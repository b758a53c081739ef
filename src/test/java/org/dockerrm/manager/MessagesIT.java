package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dockerrm.support.Broker;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.ManagerProcess;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.TcpForwarder;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an orchestrator reads on the topic (docs/reference/api.md, "Messages"). */
class MessagesIT {

  private static Broker broker;
  private static Manager manager;

  @BeforeAll
  static void start() {
    broker = new Broker();
    manager = Manager.with("probe", "small").configure(Broker.settings(broker.address())).start();
    manager.client().awaitPublished(Types.PROBE).awaitPublished(Types.SMALL);
  }

  @AfterAll
  static void stop() {
    manager.close();
    broker.close();
  }

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
  }

  @Test
  void sendsEveryMemberOfTheContractForACompletedRequest() {
    RmClient rm = manager.client();
    ObjectNode body = rm.body(Types.PROBE, "Install", null);
    body.put("resourceManagerId", "rm-7")
        .put("resourceName", "Bär \"1\"")
        .put("metricKey", "messages.it-0123456789~_");
    body.putObject("properties").put("secret", "s3cret-word").put("text", "a\nb");
    body.putObject("context").put("tenant", "blue").put("trace", "ü");
    Answer accepted = rm.post("/lifecycle/transitions", body.toString());
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    assertThat(accepted.json().get("context").get("AsynchronousTransitionResponses").asText())
        .isEqualTo("true");
    assertThat(accepted.json().get("context").get("tenant").asText()).isEqualTo("blue");
    JsonNode status = rm.end(accepted.json().get("requestId").asText());
    String id = status.get("resourceId").asText();

    JsonNode message = onlyMessage(id);

    assertThat(message.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "requestId",
            "resourceManagerId",
            "deploymentLocation",
            "resourceType",
            "transitionName",
            "resourceInstance",
            "context",
            "requestState",
            "startedAt",
            "finishedAt",
            "resourceId",
            "version");
    assertThat(message.get("requestId")).isEqualTo(status.get("requestId"));
    assertThat(message.get("resourceManagerId").asText()).isEqualTo("rm-7");
    assertThat(message.get("deploymentLocation").asText()).isEqualTo(manager.location());
    assertThat(message.get("resourceType").asText()).isEqualTo(Types.PROBE);
    assertThat(message.get("transitionName").asText()).isEqualTo("Install");
    assertThat(message.get("requestState").asText()).isEqualTo("COMPLETED");
    assertThat(message.get("startedAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*(Z|[+-].*)");
    assertThat(message.get("finishedAt").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*(Z|[+-].*)");
    assertThat(message.get("version").asText()).isEqualTo("1.0.0");
    assertThat(message.get("context")).isEqualTo(body.get("context"));
    JsonNode instance = message.get("resourceInstance");
    JsonNode shown = rm.instance(id);
    for (String member :
        List.of(
            "resourceId",
            "resourceName",
            "resourceType",
            "resourceManagerId",
            "deploymentLocation",
            "metricKey",
            "properties",
            "internalResourceInstances")) {
      assertThat(instance.get(member)).as(member).isNotNull().isEqualTo(shown.get(member));
    }
    assertThat(instance.get("createdAt").asText()).startsWith("2");
    assertThat(instance.hasNonNull("lastModifiedAt")).isTrue();
    assertThat(instance.get("properties").get("secret").asText()).isEqualTo("********");
    assertThat(instance.get("properties").get("text").asText()).isEqualTo("a\nb");
    assertThat(instance.get("properties").get("serial").asText()).isEqualTo("0042");
    assertThat(message.toString()).doesNotContain("s3cret-word");
  }

  @Test
  void tellsWhyARequestFailed() {
    RmClient rm = manager.client();
    JsonNode status = rm.run(Types.PROBE, "Install", null, Map.of("fail", "Install"));

    JsonNode message = onlyMessage(status.get("resourceId").asText());

    assertThat(message.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(message.get("requestFailureCode").asText()).isEqualTo("SCRIPT_FAILED");
    assertThat(message.get("requestStateReason").asText())
        .isEqualTo(status.get("requestStateReason").asText())
        .contains("exit code 3", "asked to fail");
    assertThat(message.get("resourceInstance").get("resourceId"))
        .isEqualTo(status.get("resourceId"));
  }

  @Test
  void sendsOneMessageARequestInTheOrderOfTheRequests() {
    RmClient rm = manager.client();
    List<String> requests = new ArrayList<>();
    JsonNode installed = rm.complete(Types.PROBE, "Install", null, Map.of());
    String id = installed.get("resourceId").asText();
    requests.add(installed.get("requestId").asText());
    Map<String, String> echo = Map.of("message", "hello", "token", "t0ken-word");
    requests.add(rm.complete(Types.PROBE, "echo", id, echo).get("requestId").asText());
    requests.add(rm.run(Types.PROBE, "break", id, Map.of()).get("requestId").asText());
    for (String transition : List.of("Configure", "Start", "Integrity", "Stop", "Uninstall")) {
      requests.add(rm.complete(Types.PROBE, transition, id, Map.of()).get("requestId").asText());
    }

    List<JsonNode> messages = broker.awaitMessages(id, requests.size());

    assertThat(messages)
        .extracting(message -> message.get("requestId").asText())
        .containsExactlyElementsOf(requests);
    assertThat(messages)
        .extracting(message -> message.get("transitionName").asText())
        .containsExactly(
            "Install", "echo", "break", "Configure", "Start", "Integrity", "Stop", "Uninstall");
    assertThat(messages.get(2).get("requestFailureCode").asText()).isEqualTo("SCRIPT_FAILED");
    assertThat(messages.toString()).doesNotContain("t0ken-word");
    JsonNode gone = messages.get(messages.size() - 1).get("resourceInstance");
    assertThat(gone.get("resourceName").asText()).isEqualTo("an instance");
    assertThat(gone.get("properties").get("serial").asText()).isEqualTo("0042");
  }

  @Test
  void saysInTheConfigurationThatMessagesAreSent() {
    JsonNode configuration = manager.client().get("/configuration").json();

    assertThat(
            configuration.get("supportedFeatures").get("AsynchronousTransitionResponses").asText())
        .isEqualTo("true");
    assertThat(configuration.get("properties").get("responseKafkaTopicName").asText())
        .isEqualTo(Broker.TOPIC);
    assertThat(configuration.get("properties").get("responseKafkaConnectionUrl").asText())
        .isEqualTo(broker.address());
  }

  @Test
  void keepsMessagesForABrokerThatStartsLater() throws Exception {
    int port = ManagerProcess.freePort();
    try (Manager early =
        Manager.with("small").configure(Broker.settings("127.0.0.1:" + port)).start()) {
      RmClient rm = early.client().awaitPublished(Types.SMALL);
      String id = rm.install(Types.SMALL, Map.of());
      rm.complete(Types.SMALL, "Start", id, Map.of());
      rm.complete(Types.SMALL, "Stop", id, Map.of());
      early.stop();
      early.start();
      early.client().complete(Types.SMALL, "Uninstall", id, Map.of());

      try (Broker late = new Broker();
          TcpForwarder forwarder = new TcpForwarder(port, late.port())) {
        forwarder.start();

        assertThat(late.awaitMessages(id, 4))
            .extracting(message -> message.get("transitionName").asText())
            .containsExactly("Install", "Start", "Stop", "Uninstall");
      }
    }
  }

  @Test
  void keepsAndSendsNothingWhereTheFeatureIsOff() {
    Manager silent = SharedManager.get();
    String id = silent.client().install(Types.SMALL, Map.of());
    try {
      JsonNode configuration = silent.client().get("/configuration").json();
      assertThat(
              configuration
                  .get("supportedFeatures")
                  .get("AsynchronousTransitionResponses")
                  .asText())
          .isEqualTo("false");
      assertThat(
              silent
                  .bean(JdbcClient.class)
                  .sql("select count(*) from outbox where record_key = ?")
                  .param(id)
                  .query(Long.class)
                  .single())
          .isZero();
    } finally {
      silent.client().complete(Types.SMALL, "Uninstall", id, Map.of());
    }
  }

  @Test
  void announcesAHealAfterWhatItCalled() {
    RmClient rm = manager.client();
    String id = rm.install(Types.SMALL, Map.of());
    rm.complete(Types.SMALL, "Start", id, Map.of());
    String heal =
        rm.post("/topology/instances/" + id + "/heal", "").json().get("requestId").asText();
    rm.end(heal);

    List<JsonNode> messages = broker.awaitMessages(id, 5);

    assertThat(messages)
        .extracting(message -> message.get("transitionName").asText())
        .containsExactly("Install", "Start", "Stop", "Start", "Heal");
    assertThat(messages.subList(2, 4))
        .allSatisfy(
            part -> assertThat(part.at("/context/parentRequestId").asText()).isEqualTo(heal));
    assertThat(messages.get(4).at("/context/startedBy").asText()).isEqualTo("client");
    assertThat(messages.get(4).get("requestStateReason").asText()).contains("asked for");
  }

  private static JsonNode onlyMessage(String resourceId) {
    List<JsonNode> messages = broker.awaitMessages(resourceId, 1);
    assertThat(messages).hasSize(1);
    return messages.get(0);
  }
}
