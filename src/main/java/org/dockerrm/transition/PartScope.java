package org.dockerrm.transition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.inventory.Clusters;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.springframework.stereotype.Component;

/**
 * How far the process of a request reaches: the request's own instance, the members of its cluster
 * and, for operations alone, the target of the policy that the request carries out. A process comes
 * with a package, whose author must not reach what belongs to others.
 */
@Component
final class PartScope {

  private static final Set<String> OPERATIONS = Set.of("onScaleOut", "onScaleIn");

  private final Inventory inventory;
  private final Clusters clusters;
  private final Catalog catalog;

  PartScope(Inventory inventory, Clusters clusters, Catalog catalog) {
    this.inventory = inventory;
    this.clusters = clusters;
    this.catalog = catalog;
  }

  /** Why a process must not do what it asks for; empty where it may. */
  Optional<String> refusal(
      Request parent, ResourceInstance instance, RequestParts.Command command) {
    boolean reaches =
        isOwn(parent, instance.resourceId()) || (command.operation() && isTarget(parent, instance));
    if (!reaches) {
      return Optional.of(
          "a process reaches its own instance, the members of its cluster and, by operations, the"
              + " target of its policy; instance "
              + instance.resourceId()
              + " is none of these for "
              + command.name());
    }
    String valuesOf = command.valuesOf();
    return valuesOf == null || isOwn(parent, valuesOf)
        ? Optional.empty()
        : Optional.of(
            "an operation gets the properties of the process's own instance or of a member of its"
                + " cluster; instance "
                + valuesOf
                + " is neither");
  }

  /**
   * The properties of an instance that an operation can be given: passwords only where the policy
   * itself names that operation, or where they are the instance's own.
   */
  Map<String, String> values(Request parent, RequestParts.Command command) {
    String source = Objects.requireNonNullElse(command.valuesOf(), command.resourceId());
    ResourceInstance instance = inventory.find(source).orElse(null);
    if (instance == null) {
      return Map.of();
    }
    if (source.equals(command.resourceId()) || isOfPolicy(parent, command.name())) {
      return instance.properties();
    }
    Map<String, PropertyDefinition> definitions =
        catalog
            .find(instance.resourceType())
            .map(type -> type.descriptor().properties())
            .orElse(Map.of());
    Map<String, String> open = new LinkedHashMap<>();
    instance
        .properties()
        .forEach(
            (name, value) -> {
              PropertyDefinition definition = definitions.get(name);
              if (definition != null && !definition.isSecret()) {
                open.put(name, value);
              }
            });
    return open;
  }

  private boolean isOwn(Request parent, String resourceId) {
    return parent.resourceId().equals(resourceId)
        || clusters.memberIds(parent.resourceId()).contains(resourceId);
  }

  private static boolean isTarget(Request parent, ResourceInstance instance) {
    String target = parent.properties().getOrDefault("target", "");
    return PolicyAction.named(parent).isPresent()
        && (target.equals(instance.resourceId()) || target.equals(instance.resourceName()));
  }

  private static boolean isOfPolicy(Request parent, String operation) {
    return PolicyAction.named(parent).isPresent()
        && OPERATIONS.stream().map(parent.properties()::get).anyMatch(operation::equals);
  }
}
