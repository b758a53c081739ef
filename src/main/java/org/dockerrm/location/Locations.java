package org.dockerrm.location;

import java.util.List;
import java.util.Optional;

/**
 * The deployment locations this manager serves: those of the settings file and those that clients
 * made. A change publishes the event {@link LocationsChanged}.
 */
public interface Locations {

  /** All locations: the file's in its order, then those of clients by name; never empty. */
  List<Location> all();

  /** The location of that exact name. */
  Optional<Location> find(String name);

  /**
   * Keeps a location from being removed until the caller's transaction has ended. To be called last
   * in it, since others wait meanwhile.
   *
   * @return whether the location is there
   */
  boolean hold(String name);
}
