package org.dockerrm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.ContainerView.Attachment;
import org.dockerrm.location.Host;
import org.dockerrm.support.RmClient;

/**
 * What can be seen after a step: the request's end, the instances, what is on the engine, and what
 * scripts ran. Names, ids and addresses are left out, so that the same text comes of the same end.
 */
record ScenarioOutcome(String text) {

  static ScenarioOutcome of(ScenarioRun life, ScenarioStep step, JsonNode status, Host host) {
    String request = status.get("requestId").asText();
    StringBuilder text = new StringBuilder();
    text.append(status.path("requestState").asText()).append('\n');
    text.append(status.path("requestStateReason").asText()).append('\n');
    text.append("answer ").append(sorted(status.path("properties"))).append('\n');
    life.place().takeTally().forEach(line -> text.append("script ").append(line).append('\n'));
    life.subjects(step).forEach(id -> appendInstance(life, id, host, text));
    return new ScenarioOutcome(
        life.anonymous(text.toString().replace(request, "(request)"))
            .replaceAll("\\b[0-9a-f]{64}\\b", "(hex)")
            .replaceAll("\\b[0-9a-f-]{36}\\b", "(uuid)")
            .replaceAll("\\b10\\.\\d+\\.\\d+\\.\\d+|172\\.\\d+\\.\\d+\\.\\d+", "(address)"));
  }

  private static void appendInstance(ScenarioRun life, String id, Host host, StringBuilder text) {
    RmClient.Answer answer = life.place().rm().get("/topology/instances/" + id);
    List<String> known = List.of();
    if (answer.status() == 200) {
      JsonNode instance = answer.json();
      text.append(instance.path("resourceState").asText()).append(' ');
      text.append(instance.path("stateReason").asText()).append('\n');
      text.append(sorted(instance.path("properties"))).append('\n');
      known =
          stream(instance.get("internalResourceInstances")).map(n -> n.get("id").asText()).toList();
    } else {
      text.append("no instance\n");
    }
    List<String> there = objects(life, id, host).toList();
    assertThat(known).as("internal resources, and what the engine has").hasSameElementsAs(there);
    there.forEach(
        object -> host.workloads().find(object).container().ifPresent(view -> append(view, text)));
  }

  /** What the engine has that was made for the instance. */
  private static Stream<String> objects(ScenarioRun life, String id, Host host) {
    Stream<String> containers =
        host.workloads().own().stream()
            .filter(container -> id.equals(container.labels().get(Host.RESOURCE_ID_LABEL)))
            .map(container -> container.id());
    Stream<String> networks =
        host.requireNetworks().all().stream()
            .filter(network -> id.equals(network.labels().get(Host.RESOURCE_ID_LABEL)))
            .map(network -> network.id());
    Stream<String> volumes =
        host
            .requireVolumes()
            .find(life.name())
            .filter(volume -> id.equals(volume.labels().get(Host.RESOURCE_ID_LABEL)))
            .map(volume -> volume.name())
            .stream();
    return Stream.concat(Stream.concat(containers, networks), volumes);
  }

  private static void append(ContainerView view, StringBuilder text) {
    text.append(view.name()).append(view.running() ? " runs" : " does not run");
    view.attachments().stream()
        .map(Attachment::networkName)
        .sorted()
        .forEach(network -> text.append(", on ").append(network));
    text.append('\n');
  }

  private static String sorted(JsonNode object) {
    TreeMap<String, String> values = new TreeMap<>();
    object.properties().forEach(e -> values.put(e.getKey(), e.getValue().asText()));
    return values.toString();
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
