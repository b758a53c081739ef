package org.dockerrm.catalog.image;

import java.util.List;
import java.util.Optional;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;

/**
 * Locations for tests.
 *
 * @param all the locations
 */
public record FakeLocations(List<Location> all) implements Locations {

  @Override
  public Optional<Location> find(String name) {
    return all.stream().filter(location -> location.name().equals(name)).findFirst();
  }

  @Override
  public boolean hold(String name) {
    return find(name).isPresent();
  }
}
