package org.dockerrm.location;

import java.util.Map;

/**
 * Makes, changes and removes the locations of clients (docs/reference/api.md, "Topology"). They are
 * kept in the database and are there again after a restart.
 */
public interface LocationEditor {

  /**
   * Makes a location, or replaces what an existing one is.
   *
   * @param name its name
   * @param type free text
   * @param properties as {@link org.dockerrm.config.ClientLocations#check} takes them
   * @throws LocationRefused where the name is in the settings file, something is wrong, or another
   *     engine is named for a location with instances
   */
  Change put(String name, String type, Map<String, String> properties);

  /**
   * Removes a location.
   *
   * @throws LocationRefused where there is none, it is in the settings file, or instances live
   *     there
   */
  void remove(String name);

  /** What a {@code put} did. */
  enum Change {
    /** The location is new. */
    CREATED,
    /** The location was there before. */
    UPDATED
  }
}
