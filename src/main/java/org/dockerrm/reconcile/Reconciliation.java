package org.dockerrm.reconcile;

import java.util.ArrayList;
import java.util.List;
import org.dockerrm.location.ContainerHealthChanged;
import org.dockerrm.location.HostWatcher;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Watches every location: by event, and by a full comparison after each (re)connection. */
@Component
class Reconciliation implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

  private final Locations locations;
  private final ForeignNetworks networks;
  private final DeadContainers containers;
  private final ApplicationEventPublisher events;
  private final List<AutoCloseable> watches = new ArrayList<>();

  Reconciliation(
      Locations locations,
      ForeignNetworks networks,
      DeadContainers containers,
      ApplicationEventPublisher events) {
    this.locations = locations;
    this.networks = networks;
    this.containers = containers;
    this.events = events;
  }

  @Override
  public void start() {
    locations.all().forEach(location -> watches.add(location.host().watch(watcher(location))));
  }

  @Override
  public void stop() {
    watches.forEach(Reconciliation::close);
    watches.clear();
  }

  @Override
  public boolean isRunning() {
    return !watches.isEmpty();
  }

  private HostWatcher watcher(Location location) {
    return new HostWatcher() {
      @Override
      public void connected() {
        networks.update(location);
        containers.compare(location);
      }

      @Override
      public void containerDied(String containerId, int exitCode) {
        containers.note(location, containerId, "ended with exit code " + exitCode);
      }

      @Override
      public void containerStarted(String containerId) {
        // A container that somebody started again is for its instance's next transition to see.
      }

      @Override
      public void containerRemoved(String containerId) {
        containers.note(location, containerId, "was removed");
      }

      @Override
      public void containerHealthChanged(String containerId) {
        events.publishEvent(new ContainerHealthChanged(location.name(), containerId));
      }

      @Override
      public void networksChanged() {
        networks.update(location);
      }
    };
  }

  private static void close(AutoCloseable watch) {
    try {
      watch.close();
    } catch (Exception e) {
      log.warn("a watch on a location did not close", e);
    }
  }
}
