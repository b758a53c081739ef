package org.dockerrm.transition;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.inventory.NetworkKey;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.secret.InstanceSecrets;
import org.dockerrm.transition.RequestRefused.Reason;
import org.springframework.stereotype.Component;

/** Puts other properties in the place of those that an open request came with. */
@Component
class RetryProperties {

  private final Catalog catalog;
  private final Inventory inventory;
  private final JdbcRequestStore store;
  private final InstanceSecrets secrets;

  RetryProperties(
      Catalog catalog, Inventory inventory, JdbcRequestStore store, InstanceSecrets secrets) {
    this.catalog = catalog;
    this.inventory = inventory;
    this.store = store;
    this.secrets = secrets;
  }

  /**
   * Checks properties as those of a new request are checked, and stores them.
   *
   * @throws RequestRefused naming every property that is wrong
   */
  void replace(Request request, Map<String, String> supplied) {
    ResourceType type = catalog.find(request.resourceType()).orElseThrow();
    ResourceInstance instance = inventory.find(request.resourceId()).orElseThrow();
    Map<String, PropertyDefinition> definitions = type.descriptor().properties();
    Map<String, String> facts =
        RequestDrafts.facts(instance.resourceName(), instance.resourceId(), instance.location());
    if (request.operation()) {
      Map<String, PropertyDefinition> own =
          type.operation(request.transitionName()).orElse(Map.of());
      PropertyValues.Outcome values = new PropertyValues(own, supplied, facts).all();
      TransitionChecks.refuseProblems(values);
      secrets.keep(instance.resourceId(), values.values(), own);
      store.setProperties(request.requestId(), values.values());
      return;
    }
    PropertyValues values = new PropertyValues(definitions, supplied, facts);
    PropertyValues.Outcome outcome =
        made(request, instance) ? values.all() : values.changes(instance.properties());
    TransitionChecks.refuseProblems(outcome);
    refuseAnotherName(type, instance, outcome.values());
    secrets.keep(instance.resourceId(), outcome.values(), definitions);
    if (!LifecycleTransition.Install.name().equalsIgnoreCase(request.transitionName())) {
      Map<String, String> before = new LinkedHashMap<>();
      outcome
          .values()
          .keySet()
          .forEach(name -> before.put(name, instance.properties().getOrDefault(name, "")));
      store.keepValuesBefore(request.requestId(), before);
    }
    inventory.putProperties(
        instance.resourceId(),
        made(request, instance) ? settable(outcome, definitions) : outcome.values());
    inventory.askFor(instance.resourceId(), outcome.values(), supplied.keySet());
  }

  /** Whether the instance came into being with this request, so that all its values were its. */
  private static boolean made(Request request, ResourceInstance instance) {
    return LifecycleTransition.Install.name().equalsIgnoreCase(request.transitionName())
        && instance.createdAt().equals(request.startedAt());
  }

  /** What steps have filled in stays; clients do not supply it. */
  private static Map<String, String> settable(
      PropertyValues.Outcome outcome, Map<String, PropertyDefinition> definitions) {
    Map<String, String> values = new LinkedHashMap<>(outcome.values());
    values.keySet().removeIf(name -> definitions.get(name).readOnly());
    return values;
  }

  /** What was made under one name would be lost under another. */
  static void refuseAnotherName(
      ResourceType type, ResourceInstance instance, Map<String, String> values) {
    String name =
        switch (type.kind()) {
          case CONTAINER -> "";
          case NETWORK -> NetworkKey.NAME_PROPERTY;
          case VOLUME -> "volumename";
        };
    String before = instance.properties().getOrDefault(name, "");
    if (!values.getOrDefault(name, before).equals(before)) {
      throw new RequestRefused(
          Reason.INVALID,
          "property '" + name + "' cannot be changed: an object of that name was created already");
    }
  }
}
