package org.dockerrm.reconcile;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dockerrm.inventory.InstanceQuery;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostException;
import org.dockerrm.location.Location;
import org.dockerrm.transition.Transitions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Marks instances whose container died as Broken (resource-manager-api, "States"). */
@Component
class DeadContainers implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DeadContainers.class);
  private static final Set<ResourceState> ALIVE =
      EnumSet.of(ResourceState.Installed, ResourceState.Inactive, ResourceState.Active);

  private final Inventory inventory;
  private final Transitions transitions;
  private final ScheduledExecutorService later =
      Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "dead-containers"));

  DeadContainers(Inventory inventory, Transitions transitions) {
    this.inventory = inventory;
    this.transitions = transitions;
  }

  /** One container died or was removed. */
  void note(Location location, String containerId, String how) {
    inventory
        .findByInternalId(location.name(), containerId)
        .ifPresent(
            instance -> {
              if (isUnderWay(instance)) {
                lookAgain(location, containerId, how);
              } else if (!isRestarted(location, containerId)) {
                markBroken(instance, how);
              }
            });
  }

  /** Whether its restart policy has the engine start it again, so that nothing is lost. */
  private static boolean isRestarted(Location location, String containerId) {
    try {
      return location
          .host()
          .container(containerId)
          .filter(container -> container.restarts())
          .filter(container -> container.running() || container.restarting())
          .isPresent();
    } catch (HostException e) {
      log.debug("container {} is looked at when its host is back", containerId, e);
      return false;
    }
  }

  /** Whether the transition means it is not known before its end, so it is not judged before. */
  private void lookAgain(Location location, String containerId, String how) {
    later.schedule(
        () -> {
          try {
            judge(location, containerId, how);
          } catch (HostException e) {
            log.debug("container {} is looked at when its host is back", containerId, e);
          } catch (RuntimeException e) {
            log.warn("what became of container {} cannot be kept", containerId, e);
          }
        },
        1,
        TimeUnit.SECONDS);
  }

  private void judge(Location location, String containerId, String how) {
    ResourceInstance instance =
        inventory.findByInternalId(location.name(), containerId).orElse(null);
    if (instance == null) {
      return;
    }
    if (isUnderWay(instance)) {
      lookAgain(location, containerId, how);
    } else if (instance.state() == ResourceState.Active && isDead(location, containerId)) {
      markBroken(instance, how);
    }
  }

  private static boolean isDead(Location location, String containerId) {
    return location
        .host()
        .container(containerId)
        .filter(container -> container.running() || container.restarting())
        .isEmpty();
  }

  private boolean isUnderWay(ResourceInstance instance) {
    return transitions.findOpen(instance.resourceId()).isPresent();
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
      } else if (!container.running() && !container.restarting()) {
        markBroken(instance, "ended with exit code " + container.exitCode());
      }
    }
  }

  private void markBroken(ResourceInstance instance, String how) {
    if (instance.state() == null || !ALIVE.contains(instance.state()) || isUnderWay(instance)) {
      return;
    }
    log.warn("instance {} is Broken: its container {}", instance.resourceId(), how);
    inventory.setState(instance.resourceId(), ResourceState.Broken);
  }

  @Override
  public void close() {
    later.shutdownNow();
  }
}
