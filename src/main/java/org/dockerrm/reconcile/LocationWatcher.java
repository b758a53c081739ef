package org.dockerrm.reconcile;

import org.dockerrm.location.ContainerHealthChanged;
import org.dockerrm.location.HostWatcher;
import org.dockerrm.location.Location;
import org.springframework.context.ApplicationEventPublisher;

/** Watches one location: by event, and by a full comparison after each (re)connection. */
final class LocationWatcher implements HostWatcher {

  private final Location location;
  private final Comparison comparison;
  private final ForeignNetworks networks;
  private final DeadContainers containers;
  private final ReadBacks readBacks;
  private final ApplicationEventPublisher events;
  private final Reconciliation reconciliation;

  LocationWatcher(
      Location location,
      Comparison comparison,
      ForeignNetworks networks,
      DeadContainers containers,
      ReadBacks readBacks,
      ApplicationEventPublisher events,
      Reconciliation reconciliation) {
    this.location = location;
    this.comparison = comparison;
    this.networks = networks;
    this.readBacks = readBacks;
    this.containers = containers;
    this.events = events;
    this.reconciliation = reconciliation;
  }

  @Override
  public void connected() {
    try {
      comparison.of(location);
    } finally {
      reconciliation.tidyAfter(location);
    }
  }

  @Override
  public void lookDue() {
    connected();
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
  public void containerHealthChanged(String containerId) {
    events.publishEvent(new ContainerHealthChanged(location.name(), containerId));
  }

  @Override
  public void attachmentsChanged(String containerId) {
    readBacks.note(location, containerId);
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
