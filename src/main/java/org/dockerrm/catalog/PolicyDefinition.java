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

  /**
   * The policy with all its settings as values.
   *
   * @throws IllegalArgumentException where a setting is no value of its kind, which no published
   *     type has
   */
  public Policy policy() {
    return switch (type) {
      case HealPolicy.TYPE -> HealPolicy.of(this);
      case ScalePolicy.TYPE -> ScalePolicy.of(this);
      default -> throw new IllegalArgumentException("there are no policies of type " + type);
    };
  }
}
