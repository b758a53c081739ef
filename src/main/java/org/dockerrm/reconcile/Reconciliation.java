package org.dockerrm.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.dockerrm.config.Settings;
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
  private final Comparison comparison;
  private final ForeignNetworks networks;
  private final DeadContainers containers;
  private final ReadBacks readBacks;
  private final Duration interval;
  private final ApplicationEventPublisher events;
  private final List<AutoCloseable> watches = new ArrayList<>();

  Reconciliation(
      Locations locations,
      Comparison comparison,
      ForeignNetworks networks,
      DeadContainers containers,
      ReadBacks readBacks,
      ApplicationEventPublisher events,
      Settings settings) {
    this.interval = settings.reconcile().scanInterval();
    this.locations = locations;
    this.comparison = comparison;
    this.readBacks = readBacks;
    this.networks = networks;
    this.containers = containers;
    this.events = events;
  }

  @Override
  public void start() {
    locations
        .all()
        .forEach(location -> watches.add(location.host().watch(watcher(location), interval)));
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
        comparison.of(location);
      }

      @Override
      public void lookDue() {
        comparison.of(location);
      }

      @Override
      public void containerDied(String containerId, int exitCode) {
        containers.died(location, containerId, exitCode);
      }

      @Override
      public void containerStarted(String containerId) {
        // Its state is for the instance's next transition to see.
        readBacks.note(location, containerId);
      }

      @Override
      public void containerRemoved(String containerId) {
        containers.removed(location, containerId);
      }

      @Override
      public void attachmentsChanged(String containerId) {
        readBacks.note(location, containerId);
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
