package org.dockerrm.location;

import java.util.List;
import java.util.Optional;

/** The deployment locations this manager serves. */
public interface Locations {

  /** All locations in the order of their settings; never empty. */
  List<Location> all();

  /** The location of that exact name. */
  Optional<Location> find(String name);
}
