package org.dockerrm.reconcile;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.location.ContainerExit;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ListedContainer;
import org.dockerrm.location.Location;
import org.dockerrm.secret.ContainerLogs;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Marks instances whose container died as Broken (docs/reference/api.md, "States"). */
@Component
class DeadContainers {

  private static final Logger log = LoggerFactory.getLogger(DeadContainers.class);
  private static final String GONE = "RESOURCE_NOT_FOUND: its container was removed";
  private static final Set<ResourceState> ALIVE =
      EnumSet.of(ResourceState.Installed, ResourceState.Inactive, ResourceState.Active);

  private final Inventory inventory;
  private final StaleWriteGuard untouched;
  private final ContainerLogs logs;
  private final DeferredChecks looks;
  private final DeferredChecks.Look later = this::judge;

  DeadContainers(
      Inventory inventory, StaleWriteGuard untouched, ContainerLogs logs, DeferredChecks looks) {
    this.inventory = inventory;
    this.untouched = untouched;
    this.logs = logs;
    this.looks = looks;
  }

  /** One container's main process ended. */
  void died(Location location, String containerId, int exitCode) {
    inventory
        .findByInternalId(location.name(), containerId)
        .ifPresent(
            instance -> {
              if (untouched.isUnderWay(instance)) {
                looks.later(location, containerId, later);
              } else if (!isRestarted(location, containerId)) {
                ContainerExit seen = ending(location, containerId).orElse(null);
                markBroken(
                    instance,
                    ended(exitCode, seen != null && seen.outOfMemory())
                        + logs.lastWords(location.host(), containerId, instance));
              }
            });
  }

  /** Whether its restart policy has the engine start it again, so that nothing is lost. */
  private static boolean isRestarted(Location location, String containerId) {
    try {
      return location
          .host()
          .workloads()
          .find(containerId)
          .container()
          .filter(container -> container.restarts())
          .filter(container -> container.running() || container.restarting())
          .isPresent();
    } catch (HostException e) {
      log.debug("container {} is looked at when its host is back", containerId, e);
      return false;
    }
  }

  /** One container was removed. */
  void removed(Location location, String containerId) {
    inventory
        .findByInternalId(location.name(), containerId)
        .ifPresent(
            instance -> {
              if (untouched.isUnderWay(instance)) {
                looks.later(location, containerId, later);
              } else {
                markGone(instance);
              }
            });
  }

  private void judge(Location location, ResourceInstance instance, String containerId) {
    if (location.host().workloads().find(containerId).container().isEmpty()) {
      markGone(instance);
    } else {
      markEnded(location, instance, containerId);
    }
  }

  /** Compares instances of a location with the containers that are there, by their ids. */
  void compare(
      Location location,
      List<ResourceInstance> instances,
      Map<String, ListedContainer> containers) {
    for (ResourceInstance instance : instances) {
      String containerId = instance.containerId().orElseThrow();
      ListedContainer container = containers.get(containerId);
      if (container == null) {
        markGone(instance);
      } else if (container.ended() && isAlive(instance)) {
        markEnded(location, instance, containerId);
      }
    }
  }

  /**
   * A process may have stopped the container of an instance that is inactive; what ended after that
   * process was not meant to. An installed one's runs until its first Stop.
   */
  private void markEnded(Location location, ResourceInstance instance, String containerId) {
    ending(location, containerId)
        .filter(
            ending ->
                instance.state() != ResourceState.Inactive
                    || ending.at().isAfter(instance.lastModifiedAt()))
        .ifPresent(
            ending ->
                markBroken(
                    instance,
                    ended(ending.exitCode(), ending.outOfMemory())
                        + logs.lastWords(location.host(), containerId, instance)));
  }

  private static Optional<ContainerExit> ending(Location location, String containerId) {
    try {
      return location.host().workloads().ending(containerId);
    } catch (HostException e) {
      log.debug("how container {} ended cannot be asked", containerId, e);
      return Optional.empty();
    }
  }

  private static String ended(int exitCode, boolean outOfMemory) {
    return "container ended with exit code "
        + exitCode
        + (outOfMemory ? ", killed by the kernel for memory (OOM)" : "");
  }

  private void markGone(ResourceInstance instance) {
    boolean known = instance.state() == ResourceState.Broken && GONE.equals(instance.stateReason());
    if (isAlive(instance) || instance.state() == ResourceState.Broken && !known) {
      change(instance, GONE);
    }
  }

  private void markBroken(ResourceInstance instance, String reason) {
    if (isAlive(instance)) {
      change(instance, reason);
    }
  }

  private void change(ResourceInstance instance, String reason) {
    if (untouched.change(
        instance, () -> inventory.setState(instance.resourceId(), ResourceState.Broken, reason))) {
      log.warn("instance {} is Broken: {}", instance.resourceId(), reason);
    }
  }

  private static boolean isAlive(ResourceInstance instance) {
    return instance.state() != null && ALIVE.contains(instance.state());
  }
}
