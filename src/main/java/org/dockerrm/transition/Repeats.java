package org.dockerrm.transition;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.transition.RequestRefused.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes new requests of those that have ended. */
@Component
public class Repeats {

  private final Requests transitions;
  private final Inventory inventory;
  private final Catalog catalog;
  private final AcceptedOnce once;
  private final JdbcRequestStore store;

  Repeats(
      Requests transitions,
      Inventory inventory,
      Catalog catalog,
      AcceptedOnce once,
      JdbcRequestStore store) {
    this.transitions = transitions;
    this.inventory = inventory;
    this.catalog = catalog;
    this.once = once;
    this.store = store;
  }

  /**
   * Accepts a request with the values of one that has ended. An Install that left its instance
   * Failed is repeated for that instance; one whose instance is there otherwise makes another like
   * it.
   *
   * @param properties stand over the values of the request before
   * @param key the client's idempotency key; null where there is none
   * @return the new request, or the one that was accepted first with a known key
   * @throws RequestRefused {@code NOT_FOUND} for an unknown request, {@code CONFLICT} for one that
   *     is open or cannot be repeated, and whatever keeps the new one from being accepted
   */
  public Request repeat(
      String requestId, Map<String, String> properties, @Nullable IdempotencyKey key) {
    // Around everything, since the first may have changed what there is to repeat.
    return once.accept(key, () -> accept(requestId, properties, key));
  }

  private Request accept(
      String requestId, Map<String, String> properties, @Nullable IdempotencyKey key) {
    Request ended =
        transitions
            .find(requestId)
            .orElseThrow(() -> RequestRefused.notFound("request", requestId));
    if (!ended.state().isFinal()) {
      throw conflict("request " + requestId + " is open; retry or cancel it instead");
    }
    if (ended.parentRequestId() != null) {
      throw conflict("request " + requestId + " is a part of request " + ended.parentRequestId());
    }
    if (PolicyAction.named(ended).isPresent()) {
      throw conflict(
          ended.transitionName() + " is asked for at the instance: POST .../heal or .../scale");
    }
    if (properties.isEmpty() && lostItsValues(ended)) {
      throw conflict(
          "the values of request "
              + requestId
              + " were taken back when it ended "
              + ended.state()
              + "; give them again in properties");
    }
    return transitions.accept(command(ended, properties), key);
  }

  private TransitionCommand command(Request ended, Map<String, String> properties) {
    boolean install = isInstall(ended);
    ResourceInstance instance = inventory.find(ended.resourceId()).orElse(null);
    boolean another = install && instance != null && instance.state() != ResourceState.Failed;
    if (install && instance == null) {
      throw conflict(
          "the values of request "
              + ended.requestId()
              + " went with instance "
              + ended.resourceId()
              + "; post a new Install");
    }
    Map<String, String> values = new LinkedHashMap<>(another ? shared(instance) : own(ended));
    values.putAll(properties);
    return new TransitionCommand(
        ended.resourceManagerId(),
        ended.location(),
        ended.resourceType(),
        ended.transitionName(),
        another ? null : ended.resourceId(),
        install ? ended.resourceName() : null,
        null,
        ended.forced(),
        values,
        ended.context(),
        ended.requestId());
  }

  /** Values of a transition that did not work are not the instance's, and kept nowhere else. */
  private boolean lostItsValues(Request ended) {
    return !ended.operation()
        && !isInstall(ended)
        && ended.state() != RequestState.COMPLETED
        && !store.valuesBefore(ended.requestId()).isEmpty();
  }

  private static boolean isInstall(Request ended) {
    return !ended.operation()
        && ended.transitionName().equalsIgnoreCase(LifecycleTransition.Install.name());
  }

  private Map<String, String> shared(ResourceInstance instance) {
    return type(instance.resourceType())
        .map(type -> MemberProperties.shared(type.descriptor().properties(), instance.properties()))
        .orElse(Map.of());
  }

  /** Those of an operation; what a transition was given is the instance's by now. */
  private Map<String, String> own(Request ended) {
    return ended.operation()
        ? type(ended.resourceType())
            .flatMap(type -> type.operation(ended.transitionName()))
            .map(declared -> MemberProperties.settable(declared, ended.properties()))
            .orElse(Map.of())
        : Map.of();
  }

  private Optional<ResourceType> type(String name) {
    return catalog.find(name);
  }

  private static RequestRefused conflict(String message) {
    return new RequestRefused(Reason.CONFLICT, message);
  }
}
