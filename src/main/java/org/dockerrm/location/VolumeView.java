package org.dockerrm.location;

import java.time.Instant;
import java.util.Map;

/**
 * A volume as its host shows it.
 *
 * @param name its name, which is its id too
 * @param driver its driver
 * @param mountpoint where it is on the host; empty where its driver does not report it
 * @param options its driver's options
 * @param labels its labels
 * @param createdAt when it was created, by the host's clock; the epoch where it does not report it
 */
public record VolumeView(
    String name,
    String driver,
    String mountpoint,
    Map<String, String> options,
    Map<String, String> labels,
    Instant createdAt) {

  /** Copies the maps. */
  public VolumeView {
    options = Map.copyOf(options);
    labels = Map.copyOf(labels);
  }
}
