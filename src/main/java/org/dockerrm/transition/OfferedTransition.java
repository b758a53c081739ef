package org.dockerrm.transition;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.spelling.Similar;
import org.dockerrm.transition.RequestRefused.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A transition or operation that a type offers.
 *
 * @param name in the descriptor's spelling
 * @param lifecycle which standard transition it is; null for an operation
 * @param operationProperties what an operation declares; empty for a transition
 */
record OfferedTransition(
    String name,
    @Nullable LifecycleTransition lifecycle,
    Map<String, PropertyDefinition> operationProperties) {

  private static final String OLD_PREFIX = "Transition::";

  /**
   * Finds what a client means: a transition in any case, an operation exactly.
   *
   * @throws RequestRefused where the type does not offer it
   */
  static OfferedTransition find(ResourceType type, String requested) {
    boolean prefixed = requested.regionMatches(true, 0, OLD_PREFIX, 0, OLD_PREFIX.length());
    String name = prefixed ? requested.substring(OLD_PREFIX.length()) : requested;
    return lifecycle(type, name)
        .or(() -> operation(type, name))
        .or(() -> upgrade(type, name))
        .orElseThrow(
            () ->
                new RequestRefused(
                    Reason.INVALID,
                    "resource type "
                        + type.name()
                        + " does not offer this transition; it offers "
                        + String.join(", ", type.descriptor().offered())
                        + operations(type)
                        + Similar.hint(name, names(type))));
  }

  boolean isOperation() {
    return lifecycle == null;
  }

  boolean is(LifecycleTransition transition) {
    return lifecycle == transition;
  }

  private static Optional<OfferedTransition> lifecycle(ResourceType type, String name) {
    return type.descriptor()
        .transition(name)
        .flatMap(
            spelled ->
                LifecycleTransition.named(spelled)
                    .map(known -> new OfferedTransition(spelled, known, Map.of())));
  }

  private static Optional<OfferedTransition> operation(ResourceType type, String name) {
    return type.operation(name).map(properties -> new OfferedTransition(name, null, properties));
  }

  /** Every container can be moved to a version that offers Install; no type lists it. */
  private static Optional<OfferedTransition> upgrade(ResourceType type, String name) {
    return name.equalsIgnoreCase(LifecycleTransition.Upgrade.name())
            && type.kind() == ResourceType.Kind.CONTAINER
            && type.descriptor().offers(LifecycleTransition.Install.name())
        ? Optional.of(
            new OfferedTransition(
                LifecycleTransition.Upgrade.name(), LifecycleTransition.Upgrade, Map.of()))
        : Optional.empty();
  }

  private static List<String> names(ResourceType type) {
    List<String> names = new ArrayList<>(type.descriptor().offered());
    names.addAll(type.descriptor().operations().keySet());
    return names;
  }

  private static String operations(ResourceType type) {
    return type.descriptor().operations().isEmpty()
        ? ""
        : " and the operations " + String.join(", ", type.descriptor().operations().keySet());
  }
}
