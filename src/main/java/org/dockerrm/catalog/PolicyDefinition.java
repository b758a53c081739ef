package org.dockerrm.catalog;

import java.util.Map;

/**
 * A policy over a metric.
 *
 * @param type {@code policy::heal} or {@code policy::scale}
 * @param metric name of the metric it looks at
 * @param properties its settings by name
 */
public record PolicyDefinition(String type, String metric, Map<String, String> properties) {

  /** Copies the settings. */
  public PolicyDefinition {
    properties = Map.copyOf(properties);
  }
}
