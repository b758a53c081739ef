package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** What a type's descriptor declares, as far as misspelt names are found by it. */
final class TypeDescription {

  /** Every container has them, declared or not; the manager checks what they get. */
  private static final Set<String> BUILT_IN = Set.of("addNetwork", "removeNetwork");

  private TypeDescription() {}

  /** Holds the names of properties to those of the type. */
  static void checkProperties(ManagerClient client, String type, Map<String, String> given) {
    if (!given.isEmpty()) {
      check("property", given.keySet(), names(descriptor(client, type).get("properties")), type);
    }
  }

  /** Holds an operation's name, and the names of its properties, to those of the type. */
  static void checkOperation(
      ManagerClient client, String type, String operation, Map<String, String> given) {
    if (BUILT_IN.contains(operation)) {
      return;
    }
    Map<?, ?> operations = map(descriptor(client, type).get("operations"));
    check("operation", List.of(operation), names(operations), type);
    check(
        "property",
        given.keySet(),
        names(map(operations.get(operation)).get("properties")),
        "operation " + operation + " of " + type);
  }

  /** Whether a type offers a transition; one without a list of them offers all. */
  static boolean offers(ManagerClient client, String type, String transition) {
    Object lifecycle = descriptor(client, type).get("lifecycle");
    Collection<?> offered =
        lifecycle instanceof Collection<?> list ? list : map(lifecycle).keySet();
    return lifecycle == null
        || offered.stream().anyMatch(name -> transition.equalsIgnoreCase(String.valueOf(name)));
  }

  private static Map<?, ?> descriptor(ManagerClient client, String type) {
    JsonNode found = client.get("/types/" + ManagerClient.encoded(type));
    try {
      return map(
          new Yaml(new SafeConstructor(new LoaderOptions())).load(Json.text(found, "descriptor")));
    } catch (YAMLException e) {
      throw new CommandFailure(
          ExitCode.REFUSED,
          "the descriptor of " + type + " cannot be read: " + e.getMessage(),
          "See: dockerrm types get " + type);
    }
  }

  private static void check(
      String what, Collection<String> given, Collection<String> known, String of) {
    for (String one : given) {
      if (!known.contains(one)) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "there is no " + what + " '" + one + "' in " + of,
            Suggestions.sentence(one, known));
      }
    }
  }

  private static Collection<String> names(@Nullable Object value) {
    return map(value).keySet().stream().map(String::valueOf).toList();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
