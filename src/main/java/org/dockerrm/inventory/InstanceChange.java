package org.dockerrm.inventory;

import org.jspecify.annotations.Nullable;

/**
 * Something about an instance changed. Published within the transaction that changes it: who is to
 * act on it listens with {@link org.springframework.transaction.event.TransactionalEventListener}.
 * Other nodes do not hear of it.
 */
public sealed interface InstanceChange {

  /** The instance. */
  String resourceId();

  /**
   * It came into the inventory.
   *
   * @param instance as it was added
   */
  record Added(ResourceInstance instance) implements InstanceChange {
    @Override
    public String resourceId() {
      return instance.resourceId();
    }
  }

  /**
   * Its state was set, to the same or another.
   *
   * @param resourceId the instance
   * @param state its state from now on
   * @param reason why, where something other than a transition set it
   */
  record StateSet(String resourceId, @Nullable ResourceState state, @Nullable String reason)
      implements InstanceChange {}

  /**
   * It left the inventory.
   *
   * @param resourceId the instance
   */
  record Removed(String resourceId) implements InstanceChange {}
}
