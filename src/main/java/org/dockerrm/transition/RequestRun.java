package org.dockerrm.transition;

import java.util.function.Supplier;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.catalog.SecretMask;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.Host;
import org.dockerrm.location.Location;

/**
 * A request at work.
 *
 * @param transition the request
 * @param instance the instance as it is now
 * @param type the instance's type
 * @param location where it runs
 * @param managerId whose objects it makes
 * @param mask for what the instance writes; made when it is asked for
 */
public record RequestRun(
    Request transition,
    ResourceInstance instance,
    ResourceType type,
    Location location,
    String managerId,
    Supplier<SecretMask> mask) {

  /** A text as it may be shown: without the secrets of the instance. */
  public String masked(String text) {
    return mask.get().mask(text);
  }

  /** The place where the instance's container or network is. */
  public Host host() {
    return location.host();
  }
}
