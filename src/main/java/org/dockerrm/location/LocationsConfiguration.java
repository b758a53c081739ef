package org.dockerrm.location;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Names the locations' health as the health endpoint shows it. */
@Configuration(proxyBeanMethods = false)
class LocationsConfiguration {

  @Bean
  LocationsHealth locationsHealthIndicator(Locations locations, LocationStatuses sights) {
    return new LocationsHealth(locations, sights);
  }
}
