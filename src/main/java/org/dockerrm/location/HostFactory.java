package org.dockerrm.location;

import java.util.List;
import org.dockerrm.config.LocationSettings;

/** Opens the place that a location's settings name; each kind of place implements it once. */
public interface HostFactory {

  /** The kind of location that it opens, as settings name it. */
  String kind();

  /**
   * A host for these settings. Connects to nothing yet, so it succeeds for a host that does not
   * answer; what was opened and not closed is closed when the manager stops.
   */
  Host open(LocationSettings settings);

  /** Ends the connections and watches of a host that was opened here. */
  void close(Host host);

  /** What is known to be wrong with settings before anything is connected, one line each. */
  List<String> faults(LocationSettings settings);
}
