package org.dockerrm.policy;

import org.dockerrm.inventory.InstanceChange.StateSet;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.jspecify.annotations.Nullable;

/**
 * An instance as policies see it.
 *
 * @param resourceId its id
 * @param type full name of its type
 * @param state its state
 * @param stateReason why, where something other than a transition set it
 * @param diedInService whether it was Active until it was found dead
 */
record PolicySubject(
    String resourceId,
    String type,
    @Nullable ResourceState state,
    @Nullable String stateReason,
    boolean diedInService) {

  static PolicySubject of(ResourceInstance instance) {
    return new PolicySubject(
        instance.resourceId(),
        instance.resourceType(),
        instance.state(),
        instance.stateReason(),
        instance.diedInService());
  }

  /** The same after its state was set. */
  PolicySubject after(StateSet change) {
    boolean wasInService =
        state == ResourceState.Active || state == change.state() && diedInService;
    return new PolicySubject(
        resourceId,
        type,
        change.state(),
        change.reason(),
        change.state() == ResourceState.Broken && change.reason() != null && wasInService);
  }

  String stateName() {
    return state == null ? "not installed" : state.name();
  }
}
