package org.dockerrm.location;

import java.util.List;
import java.util.Optional;
import org.dockerrm.config.LocationSettings;
import org.dockerrm.config.LocationsSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the deployment locations out of their settings. */
@Configuration(proxyBeanMethods = false)
class LocationsConfiguration {

  @Bean
  Locations locations(LocationsSettings settings, ContainerHosts hosts) {
    return new ConfiguredLocations(
        settings.locations().stream().map(entry -> location(entry, hosts)).toList());
  }

  private static Location location(LocationSettings settings, ContainerHosts hosts) {
    return new Location(
        settings.name(),
        settings.type(),
        settings.description(),
        settings.limits(),
        hosts.open(settings));
  }

  @Bean
  LocationsHealth locationsHealthIndicator(Locations locations) {
    return new LocationsHealth(locations);
  }

  /** The locations of the settings file, which do not change while the manager runs. */
  private record ConfiguredLocations(List<Location> all) implements Locations {

    @Override
    public Optional<Location> find(String name) {
      return all.stream().filter(location -> location.name().equals(name)).findFirst();
    }
  }
}
