package org.dockerrm.transition;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.FailurePolicy;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.InventoryIdentity;
import org.dockerrm.inventory.Lifecycle;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;
import org.dockerrm.secret.InstanceSecrets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps requests and instances in step with the processes that carry them out. */
@Service
@Transactional
class RequestRunService implements RequestRuns {

  private static final Logger log = LoggerFactory.getLogger(RequestRunService.class);

  private final JdbcRequestStore store;
  private final Inventory inventory;
  private final InventoryIdentity identity;
  private final Catalog catalog;
  private final Locations locations;
  private final ScaleOutRollback leftovers;
  private final Upgrades upgrades;
  private final ResponseMessages messages;
  private final TransitionProcesses processes;
  private final RequestFigures figures;
  private final InstanceSecrets secrets;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  RequestRunService(
      JdbcRequestStore store,
      Inventory inventory,
      InventoryIdentity identity,
      Catalog catalog,
      Locations locations,
      ScaleOutRollback leftovers,
      Upgrades upgrades,
      ResponseMessages messages,
      TransitionProcesses processes,
      RequestFigures figures,
      InstanceSecrets secrets,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.inventory = inventory;
    this.identity = identity;
    this.catalog = catalog;
    this.locations = locations;
    this.leftovers = leftovers;
    this.upgrades = upgrades;
    this.messages = messages;
    this.processes = processes;
    this.figures = figures;
    this.secrets = secrets;
    this.events = events;
    this.clock = clock;
  }

  @Override
  public RequestRun find(String requestId) {
    Request transition = request(requestId);
    ResourceInstance instance =
        inventory
            .find(transition.resourceId())
            .orElseThrow(() -> gone("instance", transition.resourceId()));
    ResourceType type =
        catalog
            .find(instance.resourceType())
            .orElseThrow(() -> gone("resource type", instance.resourceType()));
    Location location =
        locations
            .find(transition.location())
            .orElseThrow(() -> gone("deployment location", transition.location()));
    return new RequestRun(
        transition,
        instance,
        type,
        location,
        identity.managerId(),
        () -> secrets.maskFor(instance));
  }

  @Override
  public void begins(
      String requestId, String processInstanceId, Request.@Nullable Progress progress) {
    if (progress != null && store.progress(requestId, progress)) {
      return;
    }
    Request held = hold(requestId);
    if (held.state() == RequestState.CANCELLED
        && processInstanceId.equals(held.processInstanceId())) {
      throw new IllegalStateException("request " + requestId + " was cancelled");
    }
  }

  @Override
  public void tryFailed(String requestId, Request.@Nullable Progress at, String reason) {
    if (at != null) {
      store.progress(requestId, at);
    }
    explain(requestId, reason);
  }

  @Override
  public void explain(String requestId, String reason) {
    Request part = request(requestId);
    String shown = secrets.maskFor(part.resourceId()).mask(reason);
    store.explain(requestId, shown);
    if (part.parentRequestId() != null) {
      store.explain(part.parentRequestId(), part.transitionName() + ": " + shown);
    }
  }

  @Override
  public void note(String requestId, String text) {
    store.addRemark(requestId, text);
    Request part = request(requestId);
    if (part.parentRequestId() != null) {
      store.addRemark(part.parentRequestId(), part.transitionName() + ": " + text);
    }
  }

  @Override
  public void putOperationProperties(String requestId, Map<String, String> properties) {
    Map<String, String> merged = new LinkedHashMap<>(request(requestId).properties());
    merged.putAll(properties);
    store.setProperties(requestId, merged);
  }

  @Override
  public void setStateAfterSuccess(String requestId) {
    Request transition = request(requestId);
    lifecycleTransition(transition)
        .flatMap(known -> lifecycle(transition).afterSuccess(known))
        .ifPresent(state -> inventory.setState(transition.resourceId(), state));
  }

  @Override
  public void setStateAfterFailure(String requestId) {
    Request transition = request(requestId);
    boolean foreign =
        inventory.find(transition.resourceId()).filter(ResourceInstance::readOnly).isPresent();
    if (foreign) {
      return;
    }
    lifecycleTransition(transition)
        .flatMap(known -> lifecycle(transition).afterFailure(known))
        .ifPresent(state -> inventory.setState(transition.resourceId(), state));
  }

  @Override
  public void setState(String requestId, ResourceState state) {
    Request transition = request(requestId);
    String by = transition.transitionName() + ", request " + requestId;
    String reason =
        PolicyAction.named(transition)
            .map(action -> transition.stateReason() + " (" + by + ")")
            .orElse(null);
    inventory.setState(transition.resourceId(), state, reason);
    if (transition.state().isFinal()) {
      // What sets a state then has given up taking the request's Upgrade back.
      upgrades.end(requestId);
    }
    inventory.explain(transition.resourceId(), "set by " + by);
  }

  @Override
  public void complete(String requestId) {
    Request open = request(requestId);
    boolean uninstalled =
        lifecycleTransition(open).filter(LifecycleTransition.Uninstall::equals).isPresent();
    if (finish(open, RequestState.COMPLETED, null, null) && uninstalled) {
      inventory.remove(open.resourceId());
    }
  }

  @Override
  public void fail(String requestId, FailureCode code, String reason) {
    Request open = request(requestId);
    boolean undone =
        code == FailureCode.TIMEOUT && policy(open) == FailurePolicy.ROLLBACK && hasMade(open);
    String told = undone ? reason + " What it made is being removed." : reason;
    if (finish(open, RequestState.FAILED, code, told) && undone) {
      processes.undoInstall(open);
    }
  }

  @Override
  public void failRolledBack(String requestId, FailureCode code, String reason) {
    Request open = request(requestId);
    boolean made = hasMade(open);
    if (!made) {
      setStateAfterFailure(requestId);
    }
    if (finish(open, RequestState.FAILED, code, reason + "; rolled back") && made) {
      inventory.remove(open.resourceId());
    }
  }

  @Override
  public void completeByDefault(String requestId) {
    if (!hold(requestId).state().isFinal()) {
      setStateAfterSuccess(requestId);
      complete(requestId);
    }
  }

  @Override
  public void failByDefault(String requestId, FailureCode code, String reason) {
    Request open = hold(requestId);
    if (open.state().isFinal()) {
      log.warn("the process of request {} failed after it had ended: {}", requestId, code);
      return;
    }
    cancelParts(requestId, reason);
    if (PolicyAction.named(open).filter(PolicyAction.HEAL::equals).isPresent()) {
      setState(requestId, ResourceState.Failed);
    } else {
      setStateAfterFailure(requestId);
    }
    fail(requestId, code, reason);
  }

  @Override
  public void forgetInstance(String requestId) {
    Request install = request(requestId);
    if (hasMade(install)) {
      inventory.remove(install.resourceId());
    }
  }

  @Override
  public void cancel(String requestId, String reason) {
    Request open = hold(requestId);
    if (open.state().isFinal()) {
      return;
    }
    cancelParts(requestId, reason);
    boolean made = hasMade(open);
    if (made || !isInstall(open)) {
      setStateAfterFailure(requestId);
    }
    if (finish(open, RequestState.CANCELLED, null, told(open, reason)) && made) {
      processes.undoInstall(open);
    }
  }

  /** Parts end first: each sets a state and values, and those of the whole are the last word. */
  private void cancelParts(String requestId, String reason) {
    store.openParts(requestId).forEach(part -> cancel(part.requestId(), reason));
  }

  /** A part ends on its own or with its parent; a client cannot end it alone. */
  private static String told(Request open, String reason) {
    return open.parentRequestId() == null
        ? reason
        : "ended together with request " + open.parentRequestId() + ", of which it is a part";
  }

  /** Whether the instance came into being with this request, and is there. */
  private boolean hasMade(Request transition) {
    return isInstall(transition)
        && inventory
            .find(transition.resourceId())
            .filter(instance -> instance.createdAt().equals(transition.startedAt()))
            .isPresent();
  }

  private static boolean isInstall(Request transition) {
    return lifecycleTransition(transition).filter(LifecycleTransition.Install::equals).isPresent();
  }

  private FailurePolicy policy(Request transition) {
    return catalog
        .find(transition.resourceType())
        .map(type -> type.descriptor().onFailure(transition.transitionName()))
        .orElse(FailurePolicy.KEEP);
  }

  /** Ends a request; false where it had ended before. */
  private boolean finish(
      Request open, RequestState state, @Nullable FailureCode code, @Nullable String reason) {
    boolean more = state != RequestState.COMPLETED && leftovers.of(open);
    String shown = reason == null ? null : secrets.maskFor(open.resourceId()).mask(reason);
    String told = more ? shown + "; what it added is being removed" : shown;
    Instant now = clock.instant();
    if (!store.finish(open.requestId(), state, code, told, now)) {
      return false;
    }
    if (state != RequestState.COMPLETED) {
      // What did not work is not what the instance has.
      inventory.putProperties(open.resourceId(), store.valuesBefore(open.requestId()));
    }
    figures.ends(open, state, now);
    if (state != RequestState.COMPLETED && !open.operation()) {
      inventory.explain(
          open.resourceId(),
          "%s %s, request %s: %s".formatted(open.transitionName(), state, open.requestId(), told));
    }
    if (more) {
      leftovers.remove(open);
    }
    endUpgrade(open, state);
    ResourceInstance instance = inventory.find(open.resourceId()).orElse(null);
    messages.announce(request(open.requestId()), instance);
    RequestLog.ended(open, state, code, told, now);
    events.publishEvent(new RequestEnded(open.requestId()));
    return true;
  }

  /**
   * One that did not end well and was not taken back by its own process is taken back by another.
   */
  private void endUpgrade(Request ended, RequestState state) {
    if (state == RequestState.COMPLETED) {
      upgrades.end(ended.requestId());
    } else if (upgrades.of(ended.requestId()).isPresent()) {
      processes.undoUpgrade(ended);
    }
  }

  /**
   * The request, with its row locked: whoever changes a request and its instance begins with the
   * request, so that two never wait for each other.
   */
  private Request hold(String requestId) {
    return store.hold(requestId).orElseThrow(() -> gone("request", requestId));
  }

  private Request request(String requestId) {
    return store.find(requestId).orElseThrow(() -> gone("request", requestId));
  }

  private Lifecycle lifecycle(Request transition) {
    return new Lifecycle(
        catalog
            .find(transition.resourceType())
            .map(type -> type.descriptor().lifecycle())
            .orElse(List.of()));
  }

  private static Optional<LifecycleTransition> lifecycleTransition(Request transition) {
    return transition.operation()
        ? Optional.empty()
        : LifecycleTransition.named(transition.transitionName());
  }

  private static IllegalStateException gone(String what, String name) {
    return new IllegalStateException(what + " " + name + " is gone");
  }
}
