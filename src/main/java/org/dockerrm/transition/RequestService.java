package org.dockerrm.transition;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.Locations;
import org.dockerrm.secret.InstanceSecrets;
import org.dockerrm.transition.RequestRefused.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Accepts requests: checked first, then stored with their process in one transaction. */
@Service
class RequestService implements Requests {

  private final TransitionChecks checks;
  private final JdbcRequestStore store;
  private final Inventory inventory;
  private final TransitionProcesses processes;
  private final Locations locations;
  private final TransactionOperations transactions;
  private final TypeGate types;
  private final AdmissionControl gate;
  private final InstanceSecrets secrets;
  private final Upgrades upgrades;
  private final AcceptedOnce once;

  RequestService(
      TransitionChecks checks,
      JdbcRequestStore store,
      Inventory inventory,
      TransitionProcesses processes,
      Locations locations,
      TransactionOperations transactions,
      TypeGate types,
      AdmissionControl gate,
      InstanceSecrets secrets,
      Upgrades upgrades,
      AcceptedOnce once) {
    this.checks = checks;
    this.store = store;
    this.inventory = inventory;
    this.processes = processes;
    this.locations = locations;
    this.transactions = transactions;
    this.types = types;
    this.gate = gate;
    this.secrets = secrets;
    this.upgrades = upgrades;
    this.once = once;
  }

  @Override
  public Request accept(TransitionCommand command, @Nullable IdempotencyKey key) {
    return gate.pass(() -> once.accept(key, () -> checkAndStore(command, key)));
  }

  @Override
  public Optional<Request> find(String requestId) {
    return store.find(requestId);
  }

  @Override
  public Optional<Request> findOpen(String resourceId) {
    return store.findOpen(resourceId);
  }

  @Override
  public List<Request> list(RequestQuery query) {
    return store.list(query);
  }

  private Request checkAndStore(TransitionCommand command, @Nullable IdempotencyKey key) {
    return types.whileTypesStay(
        () -> {
          RequestPlan plan = checks.check(command);
          return gate.store(() -> store(plan, command.repeats(), key));
        });
  }

  private Request store(RequestPlan plan, @Nullable String repeats, @Nullable IdempotencyKey key) {
    return transactions.execute(
        status -> {
          Request transition = plan.transition();
          ResourceInstance added = plan.newInstance();
          if (added != null) {
            inventory.add(added, plan.uniqueKey());
          }
          Map<String, String> before = valuesBefore(plan);
          inventory.putProperties(transition.resourceId(), plan.changes());
          inventory.askFor(transition.resourceId(), plan.given(), plan.supplied());
          keepSecrets(plan);
          store.add(transition, key);
          nameEachOther(transition.requestId(), repeats);
          Optional.ofNullable(plan.upgrade()).ifPresent(upgrades::begin);
          if (!before.isEmpty()) {
            store.keepValuesBefore(transition.requestId(), before);
          }
          store.setProcessInstance(
              transition.requestId(), processes.start(transition, plan.type()));
          if (!locations.hold(transition.location())) {
            throw new RequestRefused(
                Reason.NOT_FOUND, "the deployment location was removed just now");
          }
          return transition;
        });
  }

  /** The values in whose place those of the request come; an Install has none before. */
  private Map<String, String> valuesBefore(RequestPlan plan) {
    boolean install = plan.transition().transitionName().equals(LifecycleTransition.Install.name());
    if (plan.changes().isEmpty() || install) {
      return Map.of();
    }
    Map<String, String> before = new LinkedHashMap<>();
    inventory
        .find(plan.transition().resourceId())
        .ifPresent(
            instance ->
                plan.changes()
                    .keySet()
                    .forEach(
                        name -> before.put(name, instance.properties().getOrDefault(name, ""))));
    return before;
  }

  /** What a script prints later may be a value that the instance has no more by then. */
  private void keepSecrets(RequestPlan plan) {
    Request transition = plan.transition();
    String resourceId = transition.resourceId();
    ResourceType type = plan.type();
    if (transition.operation()) {
      secrets.keep(
          resourceId,
          transition.properties(),
          type.operation(transition.transitionName()).orElse(Map.of()));
    } else {
      secrets.keep(resourceId, plan.given(), type.descriptor().properties());
    }
  }

  private void nameEachOther(String requestId, @Nullable String repeated) {
    if (repeated != null) {
      store.addRemark(requestId, "repeats request " + repeated);
      store.addRemark(repeated, "repeated by request " + requestId);
    }
  }
}
