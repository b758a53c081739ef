package org.dockerrm.reconcile;

import org.dockerrm.location.HostWatcher;
import org.dockerrm.location.Location;

/** Watches one location: by event, and by a full comparison after each (re)connection. */
final class LocationWatcher implements HostWatcher {

  private final Location location;
  private final Comparison comparison;
  private final ForeignNetworks networks;
  private final DeadContainers containers;
  private final ReadBacks readBacks;
  private final ContainerConditions conditions;
  private final Reconciliation reconciliation;

  LocationWatcher(
      Location location,
      Comparison comparison,
      ForeignNetworks networks,
      DeadContainers containers,
      ReadBacks readBacks,
      ContainerConditions conditions,
      Reconciliation reconciliation) {
    this.location = location;
    this.comparison = comparison;
    this.networks = networks;
    this.readBacks = readBacks;
    this.containers = containers;
    this.conditions = conditions;
    this.reconciliation = reconciliation;
  }

  @Override
  public void connected() {
    compare(true);
  }

  private void compare(boolean all) {
    try {
      comparison.of(location, all);
    } finally {
      reconciliation.tidyAfter(location);
    }
  }

  @Override
  public void lookDue() {
    compare(false);
  }

  @Override
  public void containerDied(String containerId, int exitCode) {
    containers.died(location, containerId, exitCode);
  }

  @Override
  public void containerStarted(String containerId) {
    conditions.changed(location, containerId);
    readBacks.note(location, containerId);
  }

  @Override
  public void containerRemoved(String containerId) {
    containers.removed(location, containerId);
  }

  @Override
  public void containerConditionChanged(String containerId) {
    conditions.changed(location, containerId);
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
