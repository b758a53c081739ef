package org.dockerrm.catalog;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An operation that every container instance has, declared or not, and that needs no script
 * (docs/reference/packages.md, "Built-in types").
 */
public enum BuiltInOperation {
  /** Connects the instance to a network. */
  ADD_NETWORK("addNetwork", "network to connect to: a name, an id or a resourceId"),
  /** Disconnects the instance from a network. */
  REMOVE_NETWORK("removeNetwork", "network to disconnect from: a name, an id or a resourceId");

  private final String operationName;
  private final Map<String, PropertyDefinition> properties;

  BuiltInOperation(String operationName, String networkDescription) {
    this.operationName = operationName;
    this.properties =
        Map.of(
            "networkid",
            new PropertyDefinition(
                PropertyType.STRING, networkDescription, true, null, null, false));
  }

  /** The built-in operation of that name; as all operation names, it is compared exactly. */
  public static Optional<BuiltInOperation> named(String operation) {
    return Arrays.stream(values()).filter(o -> o.operationName.equals(operation)).findFirst();
  }

  /** The name it is called by. */
  public String operationName() {
    return operationName;
  }

  /** The properties it needs, by name. */
  public Map<String, PropertyDefinition> properties() {
    return properties;
  }

  /** What a descriptor declares for it, with the properties it needs added where they are not. */
  Map<String, PropertyDefinition> propertiesWith(Map<String, PropertyDefinition> declared) {
    Map<String, PropertyDefinition> all = new LinkedHashMap<>(declared);
    properties.forEach(all::putIfAbsent);
    return Collections.unmodifiableMap(all);
  }
}
