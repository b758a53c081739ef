package org.dockerrm.location;

import java.util.Map;

/**
 * A volume to be created.
 *
 * @param name name, unique on the host
 * @param driver volume driver, such as {@code local}
 * @param options the driver's options
 * @param labels labels, {@link Host#RESOURCE_ID_LABEL} among them
 */
public record VolumeSpec(
    String name, String driver, Map<String, String> options, Map<String, String> labels) {

  /** Copies the maps. */
  public VolumeSpec {
    options = Map.copyOf(options);
    labels = Map.copyOf(labels);
  }
}
