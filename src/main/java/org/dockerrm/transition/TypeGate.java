package org.dockerrm.transition;

import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.dockerrm.catalog.TypeUse;
import org.dockerrm.inventory.InstanceQuery;
import org.dockerrm.inventory.Inventory;
import org.springframework.stereotype.Component;

/**
 * Keeps the acceptance of requests and the change of types apart: many requests are accepted at
 * once, from their checks to the commit, and none while a type is changed. So no Install that has
 * seen a type is stored after the type was found unused.
 */
@Component
class TypeGate implements TypeUse {

  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final Inventory inventory;
  private final Upgrades upgrades;

  TypeGate(Inventory inventory, Upgrades upgrades) {
    this.inventory = inventory;
    this.upgrades = upgrades;
  }

  /** Runs what relies on types to stay as they are. */
  <T> T whileTypesStay(Supplier<T> action) {
    lock.readLock().lock();
    try {
      return action.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  @Override
  public boolean changeUnused(String typeName, Runnable change) {
    lock.writeLock().lock();
    try {
      boolean used =
          !inventory.list(new InstanceQuery(null, typeName, null, null, null, 1)).isEmpty();
      if (used || upgrades.use(typeName)) {
        return false;
      }
      change.run();
      return true;
    } finally {
      lock.writeLock().unlock();
    }
  }
}
