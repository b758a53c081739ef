package org.dockerrm.policy;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.dockerrm.catalog.HealPolicy;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.policy.Decision.Fire;
import org.dockerrm.policy.Outcome.Fired;
import org.dockerrm.policy.Outcome.Kept;
import org.dockerrm.policy.Outcome.Refused;
import org.dockerrm.transition.PolicyCommand;
import org.dockerrm.transition.PolicyRequests;
import org.dockerrm.transition.RequestRefused;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes counts and fires. A firing is one transaction: the state's row is locked, what is to be
 * done decided on it, the request accepted, the firing written; of two nodes with the same reports
 * one fires.
 */
@Component
class PolicyFiring {

  private final JdbcPolicyStates states;
  private final Inventory inventory;
  private final ClusterViews clusters;
  private final PolicyRequests requests;
  private final TransactionOperations transactions;
  private final Clock clock;

  PolicyFiring(
      JdbcPolicyStates states,
      Inventory inventory,
      ClusterViews clusters,
      PolicyRequests requests,
      TransactionOperations transactions,
      Clock clock) {
    this.states = states;
    this.inventory = inventory;
    this.clusters = clusters;
    this.requests = requests;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Writes what was seen, and fires where it is time to.
   *
   * @param subject the instance as far as this manager knows
   */
  Outcome write(NamedPolicy policy, Observation seen, PolicySubject subject) {
    try {
      return committed(() -> writeOrFire(policy, seen, subject));
    } catch (RequestRefused refused) {
      // Nothing of that transaction is left, and what was counted must not be lost with it.
      PolicyState state =
          committed(() -> keep(policy.of(subject.resourceId()), locked(policy, seen, subject)));
      return new Refused(state, String.valueOf(refused.getMessage()));
    }
  }

  /** Another node may make the same row at the same time; the second time it is there. */
  private <T> T committed(Supplier<T> work) {
    try {
      return transactions.execute(status -> work.get());
    } catch (DuplicateKeyException lostRace) {
      return transactions.execute(status -> work.get());
    }
  }

  private Outcome writeOrFire(NamedPolicy policy, Observation seen, PolicySubject subject) {
    PolicyKey key = policy.of(subject.resourceId());
    PolicyState state = locked(policy, seen, subject);
    int members = clusters.size(policy, subject.resourceId());
    if (!(Decisions.decide(policy, state, subject, members, now()) instanceof Fire)) {
      return new Kept(keep(key, state), false);
    }
    Optional<ResourceInstance> instance = inventory.find(subject.resourceId());
    if (instance.isPresent()) {
      clusters.refresh();
      PolicySubject now = PolicySubject.of(instance.get());
      int membersNow = clusters.size(policy, subject.resourceId());
      if (Decisions.decide(policy, state, now, membersNow, now()) instanceof Fire fire) {
        return fire(policy, key, state, fire, instance.get());
      }
    }
    return new Kept(keep(key, state), true);
  }

  private Fired fire(
      NamedPolicy policy, PolicyKey key, PolicyState state, Fire fire, ResourceInstance instance) {
    String kind = policy.policy() instanceof HealPolicy ? "heal" : "scale";
    // Before its request: what fired is never later than what follows from it.
    Instant firedAt = now();
    String requestId =
        requests
            .accept(
                new PolicyCommand(
                    fire.action(),
                    instance.resourceId(),
                    "policy/" + kind,
                    fire.reason(),
                    policy.policy().settings()))
            .requestId();
    states.addFiring(key, fire.action(), requestId, firedAt);
    return new Fired(keep(key, state.fired(firedAt)), fire, requestId);
  }

  private PolicyState locked(NamedPolicy policy, Observation seen, PolicySubject subject) {
    PolicyState written = states.lock(policy.of(subject.resourceId()), now());
    boolean isScale = !(policy.policy() instanceof HealPolicy);
    boolean judgedElsewhere =
        isScale
            && written.asked() == seen.asked()
            && written.changedAt().plus(policy.judgingPeriod().dividedBy(2)).isAfter(seen.at());
    return judgedElsewhere ? written : written.after(seen);
  }

  private PolicyState keep(PolicyKey key, PolicyState state) {
    states.save(key, state);
    return state;
  }

  /** As exact as every database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
