package org.dockerrm.inventory;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one resource type (docs/reference/api.md, "States"). A transition that the
 * type does not offer is taken as done.
 */
public final class Lifecycle {

  private final Set<LifecycleTransition> offered;

  /** Builds the state machine of a type from the transitions it offers, spelled in any case. */
  public Lifecycle(Iterable<String> offered) {
    Set<LifecycleTransition> known = EnumSet.noneOf(LifecycleTransition.class);
    offered.forEach(name -> LifecycleTransition.named(name).ifPresent(known::add));
    this.offered = known;
  }

  /**
   * The state an instance has after a transition ended well.
   *
   * @return empty for Uninstall, after which there is no instance, and for Upgrade, which leaves it
   *     as far as it was
   */
  public Optional<ResourceState> afterSuccess(LifecycleTransition transition) {
    return switch (transition) {
      case Install -> Optional.of(ResourceState.Installed);
      case Configure, Stop -> Optional.of(ResourceState.Inactive);
      case Start ->
          Optional.of(
              offered.contains(LifecycleTransition.Integrity)
                  ? ResourceState.Inactive
                  : ResourceState.Active);
      case Integrity, Reconfigure -> Optional.of(ResourceState.Active);
      case Upgrade, Uninstall -> Optional.empty();
    };
  }

  /**
   * The state an instance has after a transition failed.
   *
   * @return empty for Upgrade, which is taken back
   */
  public Optional<ResourceState> afterFailure(LifecycleTransition transition) {
    return switch (transition) {
      case Install, Stop -> Optional.of(ResourceState.Failed);
      case Configure -> Optional.of(ResourceState.Installed);
      case Start, Integrity, Uninstall -> Optional.of(ResourceState.Inactive);
      case Reconfigure -> Optional.of(ResourceState.Active);
      case Upgrade -> Optional.empty();
    };
  }

  /**
   * Whether a transition is in order for an instance.
   *
   * @param state the instance's state, null where there is no instance yet
   */
  public boolean allows(@Nullable ResourceState state, LifecycleTransition transition) {
    if (state == null) {
      return transition == LifecycleTransition.Install;
    }
    return statesBefore(transition).contains(state)
        || reachedByMissing(state).stream().anyMatch(statesBefore(transition)::contains);
  }

  private static Set<ResourceState> statesBefore(LifecycleTransition transition) {
    return switch (transition) {
      case Install -> EnumSet.noneOf(ResourceState.class);
      case Configure -> EnumSet.of(ResourceState.Installed);
      case Start, Integrity -> EnumSet.of(ResourceState.Inactive);
      case Stop -> EnumSet.of(ResourceState.Active, ResourceState.Broken);
      case Reconfigure -> EnumSet.of(ResourceState.Active);
      case Upgrade ->
          EnumSet.of(ResourceState.Installed, ResourceState.Inactive, ResourceState.Active);
      case Uninstall ->
          EnumSet.of(ResourceState.Installed, ResourceState.Inactive, ResourceState.Failed);
    };
  }

  /** The states that an instance is in as well, because the type lacks the way there. */
  private Set<ResourceState> reachedByMissing(ResourceState state) {
    Set<ResourceState> reached = EnumSet.noneOf(ResourceState.class);
    ResourceState current = state;
    if (current == ResourceState.Installed && lacks(LifecycleTransition.Configure)) {
      current = ResourceState.Inactive;
      reached.add(current);
    }
    if (current == ResourceState.Inactive
        && lacks(LifecycleTransition.Start)
        && lacks(LifecycleTransition.Integrity)) {
      reached.add(ResourceState.Active);
    }
    if ((state == ResourceState.Active || state == ResourceState.Broken)
        && lacks(LifecycleTransition.Stop)) {
      reached.add(ResourceState.Inactive);
    }
    return reached;
  }

  private boolean lacks(LifecycleTransition transition) {
    return !offered.contains(transition);
  }
}
