package org.dockerrm.location;

import org.dockerrm.config.LocationSettings;

/** Opens the place that a location's settings name; each kind of place implements it once. */
public interface ContainerHosts {

  /**
   * A host for these settings. Connects to nothing yet, so it succeeds for a host that is away;
   * what was opened is closed when the manager stops.
   */
  ContainerHost open(LocationSettings settings);
}
