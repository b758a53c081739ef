package org.dockerrm.transition;

import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.ContainerHost;
import org.dockerrm.location.Location;

/**
 * A request at work.
 *
 * @param transition the request
 * @param instance the instance as it is now
 * @param type the instance's type
 * @param location where it runs
 * @param managerId whose objects it makes
 */
public record TransitionRun(
    Transition transition,
    ResourceInstance instance,
    ResourceType type,
    Location location,
    String managerId) {

  /** The place where the instance's container or network is. */
  public ContainerHost host() {
    return location.host();
  }
}
