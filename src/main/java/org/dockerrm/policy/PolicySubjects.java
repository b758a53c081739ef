package org.dockerrm.policy;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.dockerrm.inventory.InstanceChange;
import org.dockerrm.inventory.InstanceChange.Added;
import org.dockerrm.inventory.InstanceChange.Removed;
import org.dockerrm.inventory.InstanceChange.StateSet;
import org.dockerrm.inventory.InstanceQuery;
import org.dockerrm.inventory.Inventory;
import org.springframework.stereotype.Component;

/**
 * The instances whose types have policies, in memory: a report asks no database. It follows the
 * inventory by event, and is compared with it from time to time for what other nodes did.
 */
@Component
class PolicySubjects {

  private record Known(PolicySubject subject, long stamp) {}

  private final Inventory inventory;
  private final TypePolicies policies;
  private final Map<String, Known> known = new ConcurrentHashMap<>();
  private final AtomicLong clock = new AtomicLong();

  PolicySubjects(Inventory inventory, TypePolicies policies) {
    this.inventory = inventory;
    this.policies = policies;
  }

  /** The instance of that id. */
  Optional<PolicySubject> find(String resourceId) {
    return Optional.ofNullable(known.get(resourceId)).map(Known::subject);
  }

  /** All of them. */
  Collection<PolicySubject> all() {
    return known.values().stream().map(Known::subject).toList();
  }

  /**
   * Follows a change.
   *
   * @return whether the instance is known
   */
  boolean follow(InstanceChange change) {
    long now = clock.incrementAndGet();
    if (change instanceof Removed) {
      return known.remove(change.resourceId()) != null;
    }
    if (change instanceof Added added) {
      return take(PolicySubject.of(added.instance()), now);
    }
    StateSet set = (StateSet) change;
    return known.computeIfPresent(
            set.resourceId(), (id, old) -> new Known(old.subject().after(set), now))
        != null;
  }

  /** Looks one up in the inventory. */
  Optional<PolicySubject> learn(String resourceId) {
    long before = clock.get();
    inventory
        .find(resourceId)
        .map(PolicySubject::of)
        .ifPresentOrElse(found -> take(found, before), () -> known.remove(resourceId));
    return find(resourceId);
  }

  /** Compares all with the inventory; what changed meanwhile is newer than what is read. */
  List<PolicySubject> refresh() {
    long before = clock.get();
    Map<String, PolicySubject> found = new HashMap<>();
    for (String type : policies.typesWithPolicies()) {
      inventory
          .list(new InstanceQuery(null, type, null, null, null, Integer.MAX_VALUE))
          .forEach(instance -> found.put(instance.resourceId(), PolicySubject.of(instance)));
    }
    known
        .values()
        .removeIf(old -> old.stamp() <= before && !found.containsKey(old.subject().resourceId()));
    return found.values().stream()
        .filter(subject -> !find(subject.resourceId()).equals(Optional.of(subject)))
        .filter(subject -> take(subject, before))
        .toList();
  }

  private boolean take(PolicySubject subject, long stamp) {
    if (policies.of(subject.type()).isEmpty()) {
      return false;
    }
    known.merge(
        subject.resourceId(),
        new Known(subject, stamp),
        (old, now) -> old.stamp() > stamp ? old : now);
    return find(subject.resourceId()).equals(Optional.of(subject));
  }
}
