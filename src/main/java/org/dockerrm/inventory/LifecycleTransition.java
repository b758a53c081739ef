package org.dockerrm.inventory;

import java.util.Optional;

/** The standard transitions; their names are those of the API. */
public enum LifecycleTransition {
  /** Brings the instance into being. */
  Install,
  /** Prepares it for service. */
  Configure,
  /** Takes it into service. */
  Start,
  /** Asks it whether it is well. */
  Integrity,
  /** Takes it out of service. */
  Stop,
  /** Changes it in service. */
  Reconfigure,
  /** Moves it to another version of its type. */
  Upgrade,
  /** Removes it. */
  Uninstall;

  /** The transition of that name, in any case. */
  public static Optional<LifecycleTransition> named(String name) {
    for (LifecycleTransition transition : values()) {
      if (transition.name().equalsIgnoreCase(name)) {
        return Optional.of(transition);
      }
    }
    return Optional.empty();
  }
}
