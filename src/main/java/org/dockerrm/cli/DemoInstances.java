package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The instances of a demo by label, and the requests that it makes for them, a line each. */
final class DemoInstances {

  private static final String TRANSITIONS = "/lifecycle/transitions";

  private final Console console;
  private final ManagerClient client;
  private final Requests requests;
  private final Map<String, Instance> instances = new LinkedHashMap<>();
  private int steps;

  /**
   * An instance.
   *
   * @param id its resourceId
   * @param type name of its type
   * @param location name of its deployment location
   */
  record Instance(String id, String type, String location) {

    static Instance of(JsonNode found) {
      return new Instance(
          Json.text(found, "resourceId"),
          Json.text(found, "resourceType"),
          Json.text(found, "deploymentLocation"));
    }

    /** Its path in the API. */
    String path() {
      return "/topology/instances/" + id;
    }
  }

  DemoInstances(Session session) {
    this.console = session.console();
    this.client = session.client();
    this.requests = new Requests(session);
  }

  /** How many transitions and operations were completed. */
  int steps() {
    return steps;
  }

  /** Those that exist, the oldest first. */
  List<Instance> all() {
    return new ArrayList<>(instances.values());
  }

  boolean has(String label) {
    return instances.containsKey(label);
  }

  void add(String label, Instance instance) {
    instances.put(label, instance);
  }

  Instance get(String label) {
    Instance known = instances.get(label);
    if (known == null) {
      throw new IllegalStateException("the demo has no " + label + " now");
    }
    return known;
  }

  /** An instance as the manager has it now. */
  JsonNode now(String label) {
    return client.get(get(label).path());
  }

  String property(String label, String name) {
    String value = Json.text(now(label).path("properties"), name);
    require(!value.isEmpty(), label + " has no property " + name);
    return value;
  }

  static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new CommandFailure(ExitCode.FAILED, otherwise);
    }
  }

  void install(
      String label, String type, String name, String location, Map<String, String> properties) {
    Map<String, Object> body =
        Map.of(
            "deploymentLocation", location,
            "resourceType", type,
            "transitionName", "Install",
            "resourceName", name,
            "properties", properties);
    step(label + " Install", TRANSITIONS, body, id -> add(label, new Instance(id, type, location)));
  }

  JsonNode lead(String label, String transition) {
    return lead(label, transition, Map.of());
  }

  /** A transition or an operation of an instance; its status once it is completed. */
  JsonNode lead(String label, String transition, Map<String, String> properties) {
    Map<String, Object> body = body(get(label), transition, properties);
    JsonNode ended = step(label + " " + transition, TRANSITIONS, body, id -> {});
    if (transition.equals("Uninstall")) {
      instances.remove(label);
    }
    return ended;
  }

  /** Gives a cluster another size by a request, as operators do. */
  void scale(String label, int members) {
    Map<String, Integer> size = Map.of("instances", members);
    step(label + " scale to " + members, get(label).path() + "/scale", size, id -> {});
  }

  /** A transition or an operation without a line of its own; the answer, whatever it is. */
  ManagerClient.Answer ask(Instance instance, String transition) {
    return post(TRANSITIONS, body(instance, transition, Map.of()));
  }

  ManagerClient.Answer post(String path, Map<String, ?> body) {
    return client.post(path, body);
  }

  /** The status of an accepted request once it has ended. */
  JsonNode ended(ManagerClient.Answer accepted) {
    return requests.await(Json.text(client.accepted(accepted), "requestId"));
  }

  private static Map<String, Object> body(
      Instance instance, String transition, Map<String, String> properties) {
    return Map.of(
        "deploymentLocation", instance.location(),
        "resourceType", instance.type(),
        "transitionName", transition,
        "resourceId", instance.id(),
        "properties", properties);
  }

  private JsonNode step(String what, String path, Map<String, ?> body, Consumer<String> accepted) {
    console.out().printf("  %-24s ", what);
    console.out().flush();
    long begun = System.nanoTime();
    try {
      JsonNode answer = client.postOnce(path, body);
      accepted.accept(Json.text(answer, "resourceId"));
      JsonNode ended = requests.await(Json.text(answer, "requestId"));
      String state = Json.text(ended, "requestState");
      if (!state.equals("COMPLETED")) {
        throw new CommandFailure(
            ExitCode.FAILED,
            "%s ended %s: %s %s"
                .formatted(
                    what,
                    state,
                    Json.text(ended, "requestFailureCode"),
                    Json.text(ended, "requestStateReason")),
            "Its run is in Cockpit: " + client.base() + "/camunda");
      }
      long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      console.say("%s %6d ms".formatted(state, took));
      steps++;
      return ended;
    } catch (CommandFailure e) {
      console.say("");
      throw e;
    }
  }
}
