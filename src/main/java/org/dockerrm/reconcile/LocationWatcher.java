package org.dockerrm.reconcile;

import org.dockerrm.location.ContainerHealthChanged;
import org.dockerrm.location.HostWatcher;
import org.dockerrm.location.Location;
import org.springframework.context.ApplicationEventPublisher;

/** Watches one location: by event, and by a full comparison after each (re)connection. */
final class LocationWatcher implements HostWatcher {

  private final Location location;
  private final ForeignNetworks networks;
  private final DeadContainers containers;
  private final ApplicationEventPublisher events;
  private final Reconciliation reconciliation;

  LocationWatcher(
      Location location,
      ForeignNetworks networks,
      DeadContainers containers,
      ApplicationEventPublisher events,
      Reconciliation reconciliation) {
    this.location = location;
    this.networks = networks;
    this.containers = containers;
    this.events = events;
    this.reconciliation = reconciliation;
  }

  @Override
  public void connected() {
    networksChanged();
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
    try {
      networks.update(location);
    } finally {
      reconciliation.tidyAfter(location);
    }
  }
}
