package org.dockerrm.transition;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.catalog.PropertyDefinition;

/** The properties that members of a cluster share, and those that are passed to the target. */
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
    Map<String, String> shared = settable(definitions, values);
    shared.keySet().removeIf(name -> isAddress(name) || name.equals(HOST_NAME));
    return shared;
  }

  /** Of an instance's properties, those that a client could have supplied, empty ones too. */
  static Map<String, String> settable(
      Map<String, PropertyDefinition> definitions, Map<String, String> values) {
    Map<String, String> settable = new LinkedHashMap<>();
    definitions.forEach(
        (name, definition) -> {
          if (isSupplied(definition) && values.containsKey(name)) {
            settable.put(name, values.getOrDefault(name, ""));
          }
        });
    return settable;
  }

  /** Whether a property holds an address of the container. */
  static boolean isAddress(String name) {
    return name.startsWith(ADDRESS);
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
