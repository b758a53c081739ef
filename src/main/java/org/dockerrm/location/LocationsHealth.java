package org.dockerrm.location;

import org.dockerrm.location.HostStatus.Reachable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Down only where no location answers. */
class LocationsHealth implements HealthIndicator {

  private final Locations locations;
  private final LocationStatuses sights;

  LocationsHealth(Locations locations, LocationStatuses sights) {
    this.locations = locations;
    this.sights = sights;
  }

  @Override
  public Health health() {
    boolean any =
        sights.of(locations.all()).values().stream().anyMatch(Reachable.class::isInstance);
    return (any ? Health.up() : Health.down()).build();
  }
}
