package org.dockerrm.reconcile;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.dockerrm.config.Settings;
import org.dockerrm.location.Host;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;
import org.dockerrm.location.LocationsChanged;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Watches every location that there is: locations may come and go. */
@Component
class Reconciliation implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

  private final Locations locations;
  private final Comparison comparison;
  private final ForeignNetworks networks;
  private final DeadContainers containers;
  private final ReadBacks readBacks;
  private final Duration interval;
  private final ContainerConditions conditions;
  private final Map<Host, AutoCloseable> watches = new HashMap<>();
  private boolean running;

  Reconciliation(
      Locations locations,
      Comparison comparison,
      ForeignNetworks networks,
      DeadContainers containers,
      ReadBacks readBacks,
      ContainerConditions conditions,
      Settings settings) {
    this.comparison = comparison;
    this.readBacks = readBacks;
    this.interval = settings.reconcile().scanInterval();
    this.locations = locations;
    this.networks = networks;
    this.containers = containers;
    this.conditions = conditions;
  }

  @Override
  public synchronized void start() {
    running = true;
    watchAll();
  }

  @Override
  public synchronized void stop() {
    running = false;
    watches.values().forEach(Reconciliation::close);
    watches.clear();
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }

  @EventListener
  synchronized void follow(LocationsChanged changed) {
    if (running) {
      watchAll();
    }
  }

  private void watchAll() {
    Set<Host> present = locations.all().stream().map(Location::host).collect(Collectors.toSet());
    Set<Host> gone = new HashSet<>(watches.keySet());
    gone.removeAll(present);
    gone.forEach(host -> close(watches.remove(host)));
    networks.keepOnly(names());
    locations
        .all()
        .forEach(
            location ->
                watches.computeIfAbsent(
                    location.host(),
                    host ->
                        host.watch(
                            new LocationWatcher(
                                location,
                                comparison,
                                networks,
                                containers,
                                readBacks,
                                conditions,
                                this),
                            interval)));
  }

  /** Takes back what a watcher did that was still at work when its location went. */
  void tidyAfter(Location location) {
    if (locations.find(location.name()).filter(l -> l.host().equals(location.host())).isEmpty()) {
      networks.forget(location.name());
      locations.find(location.name()).ifPresent(networks::update);
    }
  }

  private Set<String> names() {
    return locations.all().stream().map(Location::name).collect(Collectors.toSet());
  }

  private static void close(AutoCloseable watch) {
    try {
      watch.close();
    } catch (Exception e) {
      log.warn("a watch on a location did not close", e);
    }
  }
}
