package org.dockerrm.inventory;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * When the containers behind instances were started last, as far as that is known to have happened
 * with this manager's knowledge: one that was started at another time was started by someone else.
 */
public interface ContainerStarts {

  /** Keeps it in the caller's transaction; an instance that is gone changes nothing. */
  void record(String resourceId, Instant startedAt);

  /** When an instance's container was started; empty where that is not known. */
  Optional<Instant> find(String resourceId);

  /** The same of all instances of a location, by their ids. */
  Map<String, Instant> inLocation(String location);
}
