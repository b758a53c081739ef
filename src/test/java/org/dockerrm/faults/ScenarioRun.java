package org.dockerrm.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.Types;

/** What happens in a place, one request after the other. */
abstract class ScenarioRun {

  final ScenarioLocation place;
  final RmClient rm;
  private final String name = "it-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<String> ids = new ArrayList<>();

  ScenarioRun(ScenarioLocation place) {
    this.place = place;
    this.rm = place.rm();
  }

  /**
   * Does one step.
   *
   * @param begin to be run at the moment from which its calls are counted
   * @return the request's status at its end
   */
  abstract JsonNode perform(ScenarioStep step, Runnable begin);

  /** The instances that a step was about. */
  abstract List<String> subjects(ScenarioStep step);

  /** The name of its network and its volume. */
  String name() {
    return name;
  }

  ScenarioLocation place() {
    return place;
  }

  /** Uninstalls what is left after a step that failed. */
  void end() {
    List<JsonNode> left = instances();
    left.stream().filter(one -> !isShared(one)).forEach(this::uninstall);
    left.stream().filter(ScenarioRun::isShared).forEach(this::uninstall);
    assertThat(instances()).isEmpty();
  }

  private void uninstall(JsonNode instance) {
    String id = instance.get("resourceId").asText();
    String type = instance.get("resourceType").asText();
    String body = rm.body(type, "Uninstall", id).toString();
    // What a failed ScaleOut left is being removed by a request of its own.
    Answer answer =
        await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> rm.post("/lifecycle/transitions", body),
                accepted -> accepted.status() == 202 || accepted.status() == 404);
    if (answer.status() == 202) {
      JsonNode status = rm.end(answer.json().get("requestId").asText());
      assertThat(status.path("requestState").asText()).as("%s", status).isEqualTo("COMPLETED");
    }
  }

  /** What containers use goes after them. */
  private static boolean isShared(JsonNode instance) {
    String type = instance.get("resourceType").asText();
    return type.equals(Types.NETWORK) || type.equals(Types.VOLUME);
  }

  private List<JsonNode> instances() {
    JsonNode items =
        rm.get("/topology/instances?limit=1000&location=" + place.location()).json().get("items");
    return StreamSupport.stream(items.spliterator(), false)
        .filter(one -> !one.path("readOnly").asBoolean())
        .toList();
  }

  /** A text in which this life is not told from another. */
  String anonymous(String text) {
    String plain =
        text.replace(name, "(name)")
            .replace(place.standingNetwork(), "(standing)")
            .replace(place.directory().toString(), "(directory)");
    for (String id : ids) {
      plain = plain.replace(id, "(id)");
    }
    return plain;
  }

  /** Does a transition, an Install where the id is empty, and waits for its end. */
  JsonNode request(String type, String transition, String id, Map<String, String> values) {
    return rm.end(accepted(type, transition, id, values).get("requestId").asText());
  }

  /** Asks for a transition, an Install where the id is empty: the answer. */
  JsonNode accepted(String type, String transition, String id, Map<String, String> values) {
    ObjectNode body = rm.body(type, transition, id.isEmpty() ? null : id);
    if (id.isEmpty()) {
      body.put("resourceName", name);
    }
    ObjectNode properties = body.putObject("properties");
    values.forEach(properties::put);
    Answer answer = rm.post("/lifecycle/transitions", body.toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    ids.add(answer.json().get("resourceId").asText());
    return answer.json();
  }
}
