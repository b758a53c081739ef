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
import org.dockerrm.transition.JdbcTransitionStore.KeyedTransition;
import org.dockerrm.transition.TransitionRefused.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Accepts requests: checked first, then stored with their process in one transaction. */
@Service
class TransitionService implements Transitions {

  private final TransitionChecks checks;
  private final JdbcTransitionStore store;
  private final Inventory inventory;
  private final TransitionProcesses processes;
  private final Locations locations;
  private final TransactionOperations transactions;
  private final TypeGate types;
  private final AcceptanceGate gate;
  private final InstanceSecrets secrets;
  private final Upgrades upgrades;

  TransitionService(
      TransitionChecks checks,
      JdbcTransitionStore store,
      Inventory inventory,
      TransitionProcesses processes,
      Locations locations,
      TransactionOperations transactions,
      TypeGate types,
      AcceptanceGate gate,
      InstanceSecrets secrets,
      Upgrades upgrades) {
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
  }

  @Override
  public Transition accept(TransitionCommand command, @Nullable IdempotencyKey key) {
    return gate.pass(() -> acceptOnce(command, key));
  }

  private Transition acceptOnce(TransitionCommand command, @Nullable IdempotencyKey key) {
    Optional<Transition> repeated = acceptedBefore(key);
    if (repeated.isPresent()) {
      return repeated.get();
    }
    try {
      return checkAndStore(command, key);
    } catch (DuplicateKeyException lostRace) {
      // The request with the key is committed by now, so that a second look-up finds it.
      return acceptedBefore(key).orElseGet(() -> checkAndStore(command, key));
    } catch (TransitionRefused refused) {
      // It may be the twin with this key, stored since the first look, that stands in the way.
      return acceptedBefore(key).orElseThrow(() -> refused);
    }
  }

  @Override
  public Optional<Transition> find(String requestId) {
    return store.find(requestId);
  }

  @Override
  public Optional<Transition> findOpen(String resourceId) {
    return store.findOpen(resourceId);
  }

  @Override
  public List<Transition> list(TransitionQuery query) {
    return store.list(query);
  }

  private Optional<Transition> acceptedBefore(@Nullable IdempotencyKey key) {
    if (key == null) {
      return Optional.empty();
    }
    Optional<KeyedTransition> found = store.findByKey(key.key());
    if (found.isPresent() && !key.fits(found.get().bodyHash())) {
      String requestId = found.get().transition().requestId();
      throw new TransitionRefused(
          Reason.CONFLICT,
          "the Idempotency-Key was used for request "
              + requestId
              + ", which asks for something else",
          Map.of("requestId", requestId));
    }
    return found.map(KeyedTransition::transition);
  }

  private Transition checkAndStore(TransitionCommand command, @Nullable IdempotencyKey key) {
    return types.whileTypesStay(
        () -> {
          TransitionPlan plan = checks.check(command);
          return gate.store(() -> store(plan, key));
        });
  }

  private Transition store(TransitionPlan plan, @Nullable IdempotencyKey key) {
    return transactions.execute(
        status -> {
          Transition transition = plan.transition();
          ResourceInstance added = plan.newInstance();
          if (added != null) {
            inventory.add(added, plan.uniqueKey());
          }
          Map<String, String> before = valuesBefore(plan);
          inventory.putProperties(transition.resourceId(), plan.changes());
          inventory.askFor(transition.resourceId(), plan.given(), plan.supplied());
          keepSecrets(plan);
          store.add(transition, key);
          Optional.ofNullable(plan.upgrade()).ifPresent(upgrades::begin);
          if (!before.isEmpty()) {
            store.keepValuesBefore(transition.requestId(), before);
          }
          store.setProcessInstance(
              transition.requestId(), processes.start(transition, plan.type()));
          if (!locations.hold(transition.location())) {
            throw new TransitionRefused(
                Reason.NOT_FOUND, "the deployment location was removed just now");
          }
          return transition;
        });
  }

  /** The values in whose place those of the request come; an Install has none before. */
  private Map<String, String> valuesBefore(TransitionPlan plan) {
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
  private void keepSecrets(TransitionPlan plan) {
    Transition transition = plan.transition();
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
}
