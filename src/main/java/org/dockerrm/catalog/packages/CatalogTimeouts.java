package org.dockerrm.catalog.packages;

import java.time.Duration;

/**
 * How long the catalog waits.
 *
 * @param start for locations when the manager starts
 * @param location for a location's answer otherwise
 * @param untilNextLook before images that are not there are looked for again
 */
record CatalogTimeouts(Duration start, Duration location, Duration untilNextLook) {

  static final CatalogTimeouts DEFAULT =
      new CatalogTimeouts(Duration.ofMillis(1500), Duration.ofSeconds(3), Duration.ofSeconds(15));
}
