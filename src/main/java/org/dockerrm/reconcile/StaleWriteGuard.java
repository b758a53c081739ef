package org.dockerrm.reconcile;

import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.transition.Requests;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes down what was seen on a container host, only where no transition had a hand in it
 * meanwhile: what a transition writes is never overwritten by what was true before.
 */
@Component
class StaleWriteGuard {

  private final Inventory inventory;
  private final Requests transitions;
  private final TransactionOperations transactions;

  StaleWriteGuard(Inventory inventory, Requests transitions, TransactionOperations transactions) {
    this.inventory = inventory;
    this.transitions = transitions;
    this.transactions = transactions;
  }

  /** Whether a transition of the instance is open; its steps know the latest state. */
  boolean isUnderWay(ResourceInstance instance) {
    return transitions.findOpen(instance.resourceId()).isPresent();
  }

  /**
   * Makes a change, all or nothing.
   *
   * @param seen the instance as it was before the host was asked
   * @return whether it was made
   */
  boolean change(ResourceInstance seen, Runnable change) {
    if (isUnderWay(seen)) {
      // Its steps lock the instance; do not wait for them.
      return false;
    }
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> {
              boolean untouched = inventory.lockIfUnchanged(seen) && !isUnderWay(seen);
              if (untouched) {
                change.run();
              }
              return untouched;
            }));
  }
}
