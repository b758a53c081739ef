package org.dockerrm.config;

import java.time.Duration;

/**
 * How the inventory is kept true to the container hosts.
 *
 * @param scanInterval how often they are compared, beside the hosts' events
 * @param reapOrphans whether objects of this manager without an instance are removed
 * @param orphanGrace how long such an object is left alone before
 */
public record ReconcileSettings(Duration scanInterval, boolean reapOrphans, Duration orphanGrace) {

  /** What holds where nothing is set. */
  public static final ReconcileSettings DEFAULT =
      new ReconcileSettings(Duration.ofSeconds(10), false, Duration.ofMinutes(10));
}
