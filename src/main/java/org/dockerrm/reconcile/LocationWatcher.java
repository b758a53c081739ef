package org.dockerrm.reconcile;

import org.dockerrm.location.HostWatcher;
import org.dockerrm.location.Location;

/** Watches one location: by event, and by a full comparison after each (re)connection. */
final class LocationWatcher implements HostWatcher {

  private final Location location;
  private final ForeignNetworks networks;
  private final DeadContainers containers;
  private final Reconciliation reconciliation;

  LocationWatcher(
      Location location,
      ForeignNetworks networks,
      DeadContainers containers,
      Reconciliation reconciliation) {
    this.location = location;
    this.networks = networks;
    this.containers = containers;
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
  public void networksChanged() {
    try {
      networks.update(location);
    } finally {
      reconciliation.tidyAfter(location);
    }
  }
}
