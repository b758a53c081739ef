package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dockerrm.manager.NetworksIT.assertFailed;
import static org.dockerrm.manager.SpecialManager.TALKER;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Operations and what scripts find and leave (docs/reference/packages.md, "What a transition
 * does").
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperationsIT {

  private Manager manager;
  private RmClient rm;
  private String id;

  @BeforeAll
  void install() {
    manager = SpecialManager.get();
    rm = manager.client();
    id = rm.install(TALKER, Map.of("pin", "p1n-of-the-instance"));
  }

  @AfterAll
  void clean() {
    Docker.clean(manager.location());
  }

  @Test
  void handsOverEveryDeclaredPropertyAndBringsTheAnswerBack() {
    JsonNode status =
        rm.complete(TALKER, "talk", id, Map.of("message", "hello", "token", "t0ken-given"));

    assertThat(Docker.file(container(), "/tmp/talk.yml").lines())
        .containsExactlyInAnyOrder(
            "\"message\": \"hello\"",
            "\"token\": \"t0ken-given\"",
            "\"times\": \"3\"",
            "\"answer\": \"\"");
    JsonNode properties = status.get("properties");
    assertThat(properties.get("answer").asText()).isEqualTo("heard");
    assertThat(properties.get("times").asText()).isEqualTo("3");
    assertThat(properties.get("token").asText()).isEqualTo("********");
    assertThat(properties.has("unheard")).isFalse();
    assertThat(rm.instance(id).get("properties").has("answer")).isFalse();
    assertThat(rm.instance(id).get("resourceState").asText()).isEqualTo("Installed");
  }

  @Test
  void tellsScriptsWhatTheyWorkFor() {
    JsonNode status = rm.complete(TALKER, "talk", id, Map.of("message", "hello"));

    assertThat(Docker.file(container(), "/tmp/talk.env").lines())
        .contains(
            "RM_RESOURCE_ID=" + id,
            "RM_RESOURCE_NAME=an instance",
            "RM_TRANSITION=talk",
            "RM_REQUEST_ID=" + status.get("requestId").asText(),
            "RM_METRIC_KEY=" + rm.instance(id).get("metricKey").asText());
  }

  @Test
  void comparesOperationNamesExactly() {
    assertThat(rm.transition(TALKER, "Talk", id, Map.of("message", "hello")).status())
        .isEqualTo(400);
  }

  @Test
  void refusesMissingAndWrongPropertiesAllAtOnce() {
    Answer answer = rm.transition(TALKER, "talk", id, Map.of("times", "often", "answer", "mine"));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("detail").asText()).contains("message", "times", "answer");
  }

  @Test
  void reportsUndeclaredPropertiesAsIgnored() {
    JsonNode status = rm.complete(TALKER, "talk", id, Map.of("message", "hello", "extra", "x"));

    assertThat(status.get("requestStateReason").asText()).contains("extra");
    assertThat(Docker.file(container(), "/tmp/talk.yml")).doesNotContain("extra");
  }

  @Test
  void reportsAFailedOperationAndLeavesTheStateAlone() {
    JsonNode status = rm.run(TALKER, "fail", id, Map.of());

    assertFailed(status, "SCRIPT_FAILED", "exit code 9");
    assertThat(status.get("requestStateReason").asText()).contains("fail.sh", "this is why");
    assertThat(rm.instance(id).get("resourceState").asText()).isEqualTo("Installed");
  }

  @Test
  void failsWhereAScriptLeavesAValueOfAnotherType() {
    assertFailed(rm.run(TALKER, "mistype", id, Map.of()), "SCRIPT_FAILED", "'times'");
    assertFailed(rm.run(TALKER, "garble", id, Map.of()), "SCRIPT_FAILED", "garble.sh");
  }

  @Test
  void keepsTheEndOfALongOutputWithoutTheSecretsInIt() {
    String token = "t0k\"en: \\with {everything}";

    JsonNode status = rm.complete(TALKER, "boast", id, Map.of("token", token));

    String output = output(status);
    assertThat(output.getBytes(StandardCharsets.UTF_8).length).isBetween(60_000, 65_536);
    assertThat(output)
        .doesNotContain("the beginning", "t0k", "p1n-of-the-instance")
        .contains("\"token\": \"********\"", "\"pin\": \"********\"")
        .endsWith("the end\n");
  }

  @Test
  void keepsASecretThatTheScriptMadeUpOutOfTheRecord() {
    JsonNode status = rm.complete(TALKER, "invent", id, Map.of());

    assertThat(output(status)).isEqualTo("the new token is ********\n");
    assertThat(status.get("properties").get("token").asText()).isEqualTo("********");
  }

  @Test
  void logsWhatScriptsWriteSoThatNoLineCanPassForAnEntry() {
    Logger logger = (Logger) LoggerFactory.getLogger("org.dockerrm.workflow.script.ScriptOutcomes");
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      rm.complete(TALKER, "invent", id, Map.of());
    } finally {
      logger.detachAppender(log);
    }

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .filteredOn(line -> line.contains("invent.sh"))
        .singleElement()
        .asString()
        .endsWith("exit code 0\n  | the new token is ********");
  }

  private String output(JsonNode status) {
    return manager
        .bean(JdbcClient.class)
        .sql("select output from script_run where request_id = :id")
        .param("id", status.get("requestId").asText())
        .query(String.class)
        .single();
  }

  private String container() {
    return WholeLifeIT.container(rm, id);
  }
}
