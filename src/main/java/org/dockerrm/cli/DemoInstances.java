package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The instances of a demo by label, and the requests that it makes for them, a line each. */
final class DemoInstances {

  private static final String TRANSITIONS = "/lifecycle/transitions";

  /** Seconds that the manager waits at most, so that Ctrl-C is soon noticed. */
  private static final int WAIT = 2;

  private static final Duration LONGEST_STEP = Duration.ofSeconds(300);
  private static final Duration LONGEST_REMOVAL = Duration.ofSeconds(60);

  private final Console console;
  private final ManagerClient client;
  private final Requests requests;
  private final Map<String, Instance> instances =
      Collections.synchronizedMap(new LinkedHashMap<>());
  private Optional<OpenInstall> open = Optional.empty();
  private int steps;

  /** An Install that was sent and not answered: the manager may have accepted it. */
  private record OpenInstall(String label, Map<String, ?> body, String key) {}

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
    synchronized (instances) {
      return new ArrayList<>(instances.values());
    }
  }

  void removed(Instance instance) {
    instances.values().remove(instance);
  }

  /** Sends an Install that was not answered again, under its key, to know its instance. */
  void settle() {
    open.ifPresent(
        install -> installed(install, client.postOnce(TRANSITIONS, install.body(), install.key())));
  }

  private void installed(OpenInstall install, JsonNode accepted) {
    open = Optional.empty();
    add(
        install.label(),
        new Instance(
            Json.text(accepted, "resourceId"),
            String.valueOf(install.body().get("resourceType")),
            String.valueOf(install.body().get("deploymentLocation"))));
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
    OpenInstall install = new OpenInstall(label, body, UUID.randomUUID().toString());
    open = Optional.of(install);
    step(
        label + " Install",
        () -> {
          JsonNode accepted = client.postOnce(TRANSITIONS, body, install.key());
          installed(install, accepted);
          return accepted;
        });
  }

  JsonNode lead(String label, String transition) {
    return lead(label, transition, Map.of());
  }

  /** A transition or an operation of an instance; its status once it is completed. */
  JsonNode lead(String label, String transition, Map<String, String> properties) {
    Map<String, Object> body = body(get(label), transition, properties);
    JsonNode ended = step(label + " " + transition, () -> client.postOnce(TRANSITIONS, body));
    if (transition.equals("Uninstall")) {
      instances.remove(label);
    }
    return ended;
  }

  /** Gives a cluster another size by a request, as operators do. */
  void scale(String label, int members) {
    Map<String, Integer> size = Map.of("instances", members);
    String path = get(label).path() + "/scale";
    step(label + " scale to " + members, () -> client.postOnce(path, size));
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
    return requests.await(Json.text(client.accepted(accepted), "requestId"), WAIT, LONGEST_REMOVAL);
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

  private JsonNode step(String what, Supplier<JsonNode> post) {
    console.out().printf("  %-24s ", what);
    console.out().flush();
    long begun = System.nanoTime();
    try {
      String request = Json.text(post.get(), "requestId");
      JsonNode ended = requests.await(request, WAIT, LONGEST_STEP);
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
