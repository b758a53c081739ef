package org.dockerrm.reconcile;

import org.dockerrm.inventory.InstanceQuery;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.LocationTenants;
import org.dockerrm.transition.Requests;
import org.springframework.stereotype.Component;

/** Counts what would be lost with a location. */
@Component
class LivingInstances implements LocationTenants {

  private final Inventory inventory;
  private final Requests transitions;

  LivingInstances(Inventory inventory, Requests transitions) {
    this.inventory = inventory;
    this.transitions = transitions;
  }

  @Override
  public long count(String location) {
    return inventory.list(InstanceQuery.inLocation(location)).stream()
        .filter(this::isLiving)
        .count();
  }

  private boolean isLiving(ResourceInstance instance) {
    return !instance.readOnly() || transitions.findOpen(instance.resourceId()).isPresent();
  }
}
