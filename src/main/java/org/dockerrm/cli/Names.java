package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Finds what a name on the command line stands for; a name that is not unique is refused. */
final class Names {

  private static final String ID = "[A-Za-z0-9-]{1,64}";
  private static final int MOST = 10_000;

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
    List<JsonNode> named =
        client.pages("/topology/instances?name=" + ManagerClient.encoded(name), MOST).stream()
            .filter(instance -> Json.text(instance, "resourceName").equals(name))
            .toList();
    if (named.size() == 1) {
      // The list is of one moment; what one instance is asked for has more in it.
      return client.get("/topology/instances/" + Json.text(named.get(0), "resourceId"));
    }
    if (named.isEmpty()) {
      List<String> known =
          client.pages("/topology/instances", MOST).stream()
              .map(instance -> Json.text(instance, "resourceName"))
              .distinct()
              .toList();
      throw unknown("instance", name, known);
    }
    throw new CommandFailure(
        ExitCode.REFUSED,
        named.size() + " instances are named '" + name + "'; give the id of one",
        named.stream()
            .map(
                instance ->
                    Json.text(instance, "resourceId") + "  " + Json.text(instance, "resourceType"))
            .toList());
  }

  /** The id of a request, or of the newest request of the only instance with a resourceName. */
  String request(String idOrName) {
    if (idOrName.matches(ID)
        && client.find("/lifecycle/transitions/" + ManagerClient.encoded(idOrName)).isPresent()) {
      return idOrName;
    }
    List<JsonNode> ofName =
        client.pages("/lifecycle/transitions?resourceName=" + ManagerClient.encoded(idOrName), 100);
    List<String> instances =
        ofName.stream().map(request -> Json.text(request, "resourceId")).distinct().toList();
    if (instances.size() > 1) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "requests of " + instances.size() + " instances named '" + idOrName + "' are known",
          "Give the id of a request; see: dockerrm requests ls");
    }
    if (ofName.isEmpty()) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "there is no request '" + idOrName + "', and no instance of that name has one",
          "See: dockerrm requests ls");
    }
    return Json.text(ofName.get(0), "requestId");
  }

  /** A type's full name, from it or from its middle part where that is unique. */
  String type(String name) {
    List<String> known = named("/types");
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
