package org.dockerrm.transition;

import org.jspecify.annotations.Nullable;

/** What people ask for that policies do else. */
public interface ManualRequests {

  /**
   * Heals an instance, with the settings of its type's heal policy where it has one.
   *
   * @param key the client's idempotency key; null where there is none
   * @return the request as accepted; with a known key the request accepted first
   * @throws RequestRefused where the instance is gone, cannot be healed or has an open request
   */
  Request heal(String resourceId, @Nullable IdempotencyKey key);

  /**
   * Gives a cluster another size, within the bounds of its type's scale policy where it has one.
   *
   * @param resourceId any member
   * @param instances how many members there are to be
   * @param key the client's idempotency key; null where there is none
   * @return the request as accepted; with a known key the request accepted first
   * @throws RequestRefused where the instance is gone, the number is out of bounds or reached
   *     already, or the cluster has an open request
   */
  Request scale(String resourceId, int instances, @Nullable IdempotencyKey key);
}
