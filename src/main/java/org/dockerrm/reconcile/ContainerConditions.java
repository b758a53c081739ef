package org.dockerrm.reconcile;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.ContainerStarts;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.location.ContainerHealthChanged;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.Health;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ListedContainer;
import org.dockerrm.location.ListedContainer.Condition;
import org.dockerrm.location.Location;
import org.dockerrm.secret.InstanceSecrets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Says of containers that run what is the matter with them: an instance whose container is
 * unhealthy or paused keeps its state and gets a reason. One whose container was started by someone
 * else, the engine or a person, has lost what its start script had begun, and is Broken.
 */
@Component
class ContainerConditions {

  private static final Logger log = LoggerFactory.getLogger(ContainerConditions.class);
  private static final String UNHEALTHY = "its container is unhealthy";
  private static final String PAUSED = "its container is paused";
  private static final String START = "Start";
  private static final Set<ResourceState> ALIVE =
      EnumSet.of(ResourceState.Installed, ResourceState.Inactive, ResourceState.Active);

  private final Catalog catalog;
  private final Inventory inventory;
  private final ContainerStarts starts;
  private final InstanceSecrets secrets;
  private final StaleWriteGuard untouched;
  private final DeferredChecks looks;
  private final ApplicationEventPublisher events;
  private final DeferredChecks.Look look = this::look;

  ContainerConditions(
      Catalog catalog,
      Inventory inventory,
      ContainerStarts starts,
      InstanceSecrets secrets,
      StaleWriteGuard untouched,
      DeferredChecks looks,
      ApplicationEventPublisher events) {
    this.catalog = catalog;
    this.inventory = inventory;
    this.starts = starts;
    this.secrets = secrets;
    this.untouched = untouched;
    this.looks = looks;
    this.events = events;
  }

  /** One container was started, paused or unpaused, or its health check reached a verdict. */
  void changed(Location location, String containerId) {
    inventory
        .findByInternalId(location.name(), containerId)
        .ifPresent(
            instance -> {
              if (untouched.isUnderWay(instance)) {
                // Waits for its health are notified all the same.
                tell(location, containerId);
                looks.later(location, containerId, look);
              } else {
                look(location, instance, containerId);
              }
            });
  }

  private void tell(Location location, String containerId) {
    view(location, containerId).ifPresent(view -> tell(location, view));
  }

  private void tell(Location location, ContainerView view) {
    if (view.health().status() != Health.Status.UNCHECKED) {
      events.publishEvent(new ContainerHealthChanged(location.name(), view.id(), view.health()));
    }
  }

  private void look(Location location, ResourceInstance instance, String containerId) {
    ContainerView view = view(location, containerId).orElse(null);
    if (view == null || !view.running() || !isAlive(instance)) {
      return;
    }
    if (isStartedByOthers(instance, view)) {
      startedByOthers(instance, view);
    } else {
      say(instance, reason(instance, view));
    }
    tell(location, view);
  }

  private static Optional<ContainerView> view(Location location, String containerId) {
    try {
      return location.host().workloads().find(containerId).container();
    } catch (HostException e) {
      log.debug("container {} is looked at when its host is back", containerId, e);
      return Optional.empty();
    }
  }

  /**
   * Compares instances of a location with the containers that are there, by their ids.
   *
   * @param all whether anything may have happened, so that each container is looked at; else only
   *     those of which the list says something else than their instances
   */
  void compare(
      Location location,
      List<ResourceInstance> instances,
      Map<String, ListedContainer> containers,
      boolean all) {
    for (ResourceInstance instance : instances) {
      ListedContainer container = containers.get(instance.containerId().orElse(""));
      if (container != null
          && container.running()
          && isAlive(instance)
          && (all || !isSaid(instance, container.condition()))
          && !untouched.isUnderWay(instance)) {
        look(location, instance, container.id());
      }
    }
  }

  private static boolean isSaid(ResourceInstance instance, Condition condition) {
    return switch (condition) {
      case PAUSED -> says(instance, PAUSED);
      case UNHEALTHY -> instance.state() != ResourceState.Active || says(instance, UNHEALTHY);
      case PLAIN, HEALTHY -> !says(instance, PAUSED) && !says(instance, UNHEALTHY);
    };
  }

  private boolean isStartedByOthers(ResourceInstance instance, ContainerView view) {
    Optional<Instant> known = starts.find(instance.resourceId());
    if (known.isEmpty()) {
      starts.record(instance.resourceId(), view.startedAt());
    }
    return known.filter(at -> !at.equals(view.startedAt())).isPresent();
  }

  private void startedByOthers(ResourceInstance instance, ContainerView view) {
    boolean active = instance.state() == ResourceState.Active;
    boolean lost = active && hasStartScript(instance);
    String reason =
        "its container was started again at %s, and not by this manager%s"
            .formatted(
                view.startedAt(),
                lost
                    ? ": what its start script had begun has ended with the processes of before"
                    : "");
    boolean written =
        untouched.change(
            instance,
            () -> {
              starts.record(instance.resourceId(), view.startedAt());
              if (active) {
                ResourceState state = lost ? ResourceState.Broken : ResourceState.Active;
                inventory.setState(instance.resourceId(), state, reason);
              }
            });
    if (written && active) {
      log.warn("instance {} is {}: {}", instance.resourceId(), lost ? "Broken" : "Active", reason);
    }
  }

  private boolean hasStartScript(ResourceInstance instance) {
    ResourceType type = catalog.find(instance.resourceType()).orElse(null);
    return type == null
        || type.descriptor().transition(START).flatMap(type::lifecycleScript).isPresent();
  }

  /** What is to be said; what was said already stays in its words. */
  private Optional<String> reason(ResourceInstance instance, ContainerView view) {
    Health health = view.health();
    if (view.paused()) {
      return Optional.of(PAUSED + ", so that nothing in it runs");
    }
    if (health.status() != Health.Status.UNHEALTHY || instance.state() != ResourceState.Active) {
      return Optional.empty();
    }
    if (says(instance, UNHEALTHY)) {
      return Optional.ofNullable(instance.stateReason());
    }
    // Before its start script what is checked was not there.
    return health.checkedAt().isAfter(instance.lastModifiedAt())
        ? Optional.of(unhealthy(instance, health))
        : Optional.empty();
  }

  private String unhealthy(ResourceInstance instance, Health health) {
    String output = secrets.maskFor(instance).mask(health.lastOutput());
    return "%s: %d checks failed in a row%s"
        .formatted(
            UNHEALTHY, health.failures(), output.isEmpty() ? "" : ", the last one with " + output);
  }

  private void say(ResourceInstance instance, Optional<String> reason) {
    String said = instance.stateReason();
    boolean ours = says(instance, PAUSED) || says(instance, UNHEALTHY);
    if (reason.isPresent() ? reason.get().equals(said) : !ours) {
      return;
    }
    if (untouched.change(
        instance,
        () -> inventory.setState(instance.resourceId(), instance.state(), reason.orElse(null)))) {
      log.warn(
          "instance {} is {}: {}",
          instance.resourceId(),
          instance.state(),
          reason.orElse("its container is well again"));
    }
  }

  private static boolean says(ResourceInstance instance, String words) {
    return instance.stateReason() != null && instance.stateReason().startsWith(words);
  }

  private static boolean isAlive(ResourceInstance instance) {
    return instance.state() != null && ALIVE.contains(instance.state());
  }
}
