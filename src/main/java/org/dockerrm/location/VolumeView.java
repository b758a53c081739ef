package org.dockerrm.location;

import java.util.Map;

/**
 * A volume as its host shows it.
 *
 * @param name its name, which is its id too
 * @param driver its driver
 * @param mountpoint where it is on the host; empty where its driver does not tell
 * @param labels its labels
 */
public record VolumeView(
    String name, String driver, String mountpoint, Map<String, String> labels) {

  /** Copies the labels. */
  public VolumeView {
    labels = Map.copyOf(labels);
  }
}
