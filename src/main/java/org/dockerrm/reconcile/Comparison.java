package org.dockerrm.reconcile;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dockerrm.inventory.InstanceQuery;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.ListedContainer;
import org.dockerrm.location.Location;
import org.springframework.stereotype.Component;

/** Compares all that the inventory has of a location with all that its host lists. */
@Component
class Comparison {

  private final Inventory inventory;
  private final ForeignNetworks networks;
  private final DeadContainers dead;
  private final ContainerConditions conditions;
  private final ReadBacks readBacks;
  private final OrphanReaper reaper;

  Comparison(
      Inventory inventory,
      ForeignNetworks networks,
      DeadContainers dead,
      ContainerConditions conditions,
      ReadBacks readBacks,
      OrphanReaper reaper) {
    this.reaper = reaper;
    this.inventory = inventory;
    this.networks = networks;
    this.dead = dead;
    this.conditions = conditions;
    this.readBacks = readBacks;
  }

  /**
   * Compares.
   *
   * @param all whether anything may have happened since the last time, and not only what events
   *     were missed of
   */
  void of(Location location, boolean all) {
    networks.update(location);
    List<ResourceInstance> instances =
        inventory.list(InstanceQuery.inLocation(location.name())).stream()
            .filter(instance -> instance.containerId().isPresent())
            .toList();
    if (!instances.isEmpty()) {
      compare(location, instances, all);
    }
    reaper.visit(location);
  }

  private void compare(Location location, List<ResourceInstance> instances, boolean all) {
    Map<String, ListedContainer> containers =
        location.host().workloads().own().stream()
            .collect(Collectors.toMap(ListedContainer::id, Function.identity()));
    dead.compare(location, instances, containers);
    conditions.compare(location, instances, containers, all);
    readBacks.compare(instances, containers);
  }
}
