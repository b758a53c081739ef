package org.dockerrm.config;

import java.util.List;

/**
 * The deployment locations of {@code locations.yml}.
 *
 * @param locations the locations in the file's order, names unique; at least one when read from the
 *     file
 */
public record LocationsSettings(List<LocationSettings> locations) {

  /** Copies the list, so that settings never change once read. */
  public LocationsSettings {
    locations = List.copyOf(locations);
  }
}
