package org.dockerrm.reconcile;

import java.util.Set;
import org.dockerrm.inventory.InstanceQuery;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.location.Location;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Marks instances whose network was removed as Broken. */
@Component
class GoneNetworks {

  private static final Logger log = LoggerFactory.getLogger(GoneNetworks.class);

  private final Inventory inventory;
  private final StaleWriteGuard untouched;

  GoneNetworks(Inventory inventory, StaleWriteGuard untouched) {
    this.inventory = inventory;
    this.untouched = untouched;
  }

  /**
   * Compares the networks that this manager made with those of the host.
   *
   * @param present ids of the host's networks
   */
  void compare(Location location, Set<String> present) {
    InstanceQuery installed =
        new InstanceQuery(
            location.name(),
            ForeignNetworks.TYPE,
            null,
            ResourceState.Installed,
            null,
            Integer.MAX_VALUE);
    inventory.list(installed).stream()
        .filter(instance -> !instance.readOnly())
        .filter(instance -> instance.networkId().filter(id -> !present.contains(id)).isPresent())
        .filter(instance -> !untouched.isUnderWay(instance))
        // One that was made after the networks were listed is there.
        .filter(instance -> isAbsent(location, instance))
        .forEach(this::markBroken);
  }

  private static boolean isAbsent(Location location, ResourceInstance instance) {
    return location
        .host()
        .networks()
        .flatMap(networks -> instance.networkId().flatMap(networks::find))
        .isEmpty();
  }

  private void markBroken(ResourceInstance instance) {
    String reason = "RESOURCE_NOT_FOUND: its network was removed";
    if (untouched.change(
        instance, () -> inventory.setState(instance.resourceId(), ResourceState.Broken, reason))) {
      log.warn("instance {} is Broken: {}", instance.resourceId(), reason);
    }
  }
}
