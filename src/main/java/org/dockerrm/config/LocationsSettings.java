package org.dockerrm.config;

import java.util.List;

/**
 * The settings of {@code locations.yml}.
 *
 * @param locations the deployment locations in the order of the file, at least one
 */
public record LocationsSettings(List<LocationSettings> locations) {

  /** Copies the list, so that settings never change once read. */
  public LocationsSettings {
    locations = List.copyOf(locations);
  }
}
