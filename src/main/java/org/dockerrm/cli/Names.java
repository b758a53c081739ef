package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Finds what a name on the command line stands for; a name that is not unique is refused. */
final class Names {

  private static final String ID = "[A-Za-z0-9-]{1,64}";
  private static final int MOST = 10_000;
  private static final int MOST_CANDIDATES = 20;

  private final ManagerClient client;

  Names(ManagerClient client) {
    this.client = client;
  }

  /** The instance with a resourceId, or the only one with a resourceName. */
  JsonNode instance(String idOrName) {
    Optional<JsonNode> byId =
        idOrName.matches(ID)
            ? client.find("/topology/instances/" + ManagerClient.encoded(idOrName))
            : Optional.empty();
    return byId.orElseGet(() -> instanceNamed(idOrName));
  }

  private JsonNode instanceNamed(String name) {
    List<JsonNode> named = instancesNamed(name);
    if (named.isEmpty()) {
      List<String> known =
          client.pages("/topology/instances", MOST).stream()
              .map(instance -> Json.text(instance, "resourceName"))
              .distinct()
              .toList();
      throw unknown("instance", name, known);
    }
    // The list is of one moment; what one instance is asked for has more in it.
    return client.get("/topology/instances/" + Json.text(only(name, named), "resourceId"));
  }

  private List<JsonNode> instancesNamed(String name) {
    return client.pages("/topology/instances?name=" + ManagerClient.encoded(name), MOST).stream()
        .filter(instance -> Json.text(instance, "resourceName").equals(name))
        .toList();
  }

  private static JsonNode only(String name, List<JsonNode> named) {
    if (named.size() == 1) {
      return named.get(0);
    }
    throw ambiguous(
        named.size() + " instances are named '" + name + "'; give the id of one",
        named,
        "resourceId",
        "resourceType",
        "deploymentLocation");
  }

  /**
   * The id of a request, or of the newest request of the only instance with a resourceName. Parts
   * of a request are found by their own ids only, since nothing can be done with them alone.
   */
  String request(String idOrName) {
    if (idOrName.matches(ID)
        && client.find("/lifecycle/transitions/" + ManagerClient.encoded(idOrName)).isPresent()) {
      return idOrName;
    }
    List<JsonNode> named = instancesNamed(idOrName);
    String filter =
        named.isEmpty()
            ? "resourceName=" + ManagerClient.encoded(idOrName)
            : "resourceId=" + Json.text(only(idOrName, named), "resourceId");
    // Newest first: the first one of each instance is its newest.
    Map<String, JsonNode> newest = new LinkedHashMap<>();
    for (JsonNode request : client.pages("/lifecycle/transitions?" + filter, MOST)) {
      if (!request.path("context").has("parentRequestId")) {
        newest.putIfAbsent(Json.text(request, "resourceId"), request);
      }
    }
    if (newest.isEmpty()) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "there is no request '" + idOrName + "', and no instance of that name has one",
          "See: dockerrm requests ls");
    }
    if (newest.size() > 1) {
      throw ambiguous(
          "requests of "
              + newest.size()
              + " instances named '"
              + idOrName
              + "' are known; give the id of one:",
          newest.values(),
          "requestId",
          "transitionName",
          "requestState",
          "startedAt");
    }
    return Json.text(newest.values().iterator().next(), "requestId");
  }

  private static CommandFailure ambiguous(
      String reason, Collection<JsonNode> candidates, String... fields) {
    return new CommandFailure(
        ExitCode.REFUSED,
        reason,
        candidates.stream()
            .limit(MOST_CANDIDATES)
            .map(
                one ->
                    Stream.of(fields)
                        .map(field -> Json.text(one, field))
                        .collect(Collectors.joining("  ")))
            .toList());
  }

  /** A type's full name, from it or from its middle part where that is unique. */
  String type(String name) {
    List<String> known = types();
    if (known.contains(name)) {
      return name;
    }
    List<String> matching =
        known.stream()
            .filter(
                type ->
                    type.equals("resource::" + name) || type.startsWith("resource::" + name + "::"))
            .toList();
    if (matching.size() > 1) {
      throw new CommandFailure(
          ExitCode.REFUSED, "'" + name + "' stands for several types; give one", matching);
    }
    if (matching.isEmpty()) {
      throw unknown("type", name, known);
    }
    return matching.get(0);
  }

  /** The location of that name, or where none is given the only one. */
  String location(String name) {
    List<String> known = named("/topology/deployment-locations");
    if (known.contains(name)) {
      return name;
    }
    if (!name.isEmpty()) {
      throw unknown("deployment location", name, known);
    }
    if (known.size() != 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "which deployment location? There are " + known.size(),
          "Choose one with --location: " + String.join(", ", known));
    }
    return known.get(0);
  }

  /** The names of all types. */
  List<String> types() {
    return named("/types");
  }

  private List<String> named(String path) {
    return StreamSupport.stream(client.get(path).spliterator(), false)
        .map(item -> Json.text(item, "name"))
        .collect(Collectors.toList());
  }

  static CommandFailure unknown(String what, String name, List<String> known) {
    return new CommandFailure(
        ExitCode.REFUSED,
        "there is no " + what + " '" + name + "'",
        Suggestions.sentence(name, known));
  }
}
