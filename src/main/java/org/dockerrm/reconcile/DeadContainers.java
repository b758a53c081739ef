package org.dockerrm.reconcile;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dockerrm.inventory.InstanceQuery;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.Location;
import org.dockerrm.transition.Transitions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Marks instances whose container died as Broken (resource-manager-api, "States"). */
@Component
class DeadContainers {

  private static final Logger log = LoggerFactory.getLogger(DeadContainers.class);
  private static final Set<ResourceState> ALIVE =
      EnumSet.of(ResourceState.Installed, ResourceState.Inactive, ResourceState.Active);

  private final Inventory inventory;
  private final Transitions transitions;

  DeadContainers(Inventory inventory, Transitions transitions) {
    this.inventory = inventory;
    this.transitions = transitions;
  }

  /** One container died or was removed. */
  void note(Location location, String containerId, String how) {
    inventory
        .findByInternalId(location.name(), containerId)
        .ifPresent(instance -> markBroken(instance, how));
  }

  /** Compares every instance of a location with the containers that are there. */
  void compare(Location location) {
    List<ResourceInstance> instances =
        inventory.list(InstanceQuery.inLocation(location.name())).stream()
            .filter(instance -> instance.containerId().isPresent())
            .toList();
    if (instances.isEmpty()) {
      return;
    }
    Map<String, ContainerView> containers =
        location.host().ownContainers().stream()
            .collect(Collectors.toMap(ContainerView::id, Function.identity()));
    for (ResourceInstance instance : instances) {
      ContainerView container = containers.get(instance.containerId().orElseThrow());
      if (container == null) {
        markBroken(instance, "is gone");
      } else if (!container.running()) {
        markBroken(instance, "ended with exit code " + container.exitCode());
      }
    }
  }

  private void markBroken(ResourceInstance instance, String how) {
    boolean expected = transitions.findOpen(instance.resourceId()).isPresent();
    if (instance.state() == null || !ALIVE.contains(instance.state()) || expected) {
      return;
    }
    log.warn("instance {} is Broken: its container {}", instance.resourceId(), how);
    inventory.setState(instance.resourceId(), ResourceState.Broken);
  }
}
