package org.dockerrm.config;

import java.util.List;

/**
 * The deployment locations of {@code locations.yml}.
 *
 * @param locations the locations in the file's order, names unique; at least one when read from the
 *     file
 * @param clients what locations that clients make may have
 */
public record LocationsSettings(List<LocationSettings> locations, ClientLocations clients) {

  /** Copies the list, so that settings never change once read. */
  public LocationsSettings {
    locations = List.copyOf(locations);
  }

  /** These locations, with the default rules for those of clients. */
  public LocationsSettings(List<LocationSettings> locations) {
    this(locations, ClientLocations.DEFAULT);
  }
}
