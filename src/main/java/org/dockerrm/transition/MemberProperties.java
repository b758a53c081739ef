package org.dockerrm.transition;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.catalog.PropertyDefinition;

/** What members of a cluster have in common, and what they tell to others. */
final class MemberProperties {

  private static final String DOCKER = "docker_";
  private static final String ADDRESS = "docker_ipaddr";
  private static final String HOST_NAME = "docker_hostname";

  private MemberProperties() {}

  /**
   * The properties that another member is installed with: all that a client could have supplied,
   * empty ones too, but for what only one can have, its addresses and its host name.
   */
  static Map<String, String> shared(
      Map<String, PropertyDefinition> definitions, Map<String, String> values) {
    Map<String, String> shared = new LinkedHashMap<>();
    definitions.forEach(
        (name, definition) -> {
          boolean own = name.startsWith(ADDRESS) || name.equals(HOST_NAME);
          if (isSupplied(definition) && !own && values.containsKey(name)) {
            shared.put(name, values.getOrDefault(name, ""));
          }
        });
    return shared;
  }

  /**
   * Of an instance's properties, those that an operation declares. An empty one is passed on,
   * unless the operation requires a value.
   */
  static Map<String, String> forOperation(
      Map<String, PropertyDefinition> declared, Map<String, String> values) {
    Map<String, String> told = new LinkedHashMap<>();
    declared.forEach(
        (name, definition) -> {
          String value = values.getOrDefault(name, values.get(DOCKER + name));
          if (isSupplied(definition)
              && value != null
              && !(value.isEmpty() && definition.required())) {
            told.put(name, value);
          }
        });
    return told;
  }

  private static boolean isSupplied(PropertyDefinition definition) {
    return !definition.readOnly() && definition.value() == null;
  }
}
