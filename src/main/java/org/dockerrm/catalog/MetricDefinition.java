package org.dockerrm.catalog;

import java.time.Duration;

/**
 * A metric that instances publish.
 *
 * @param type {@code metric::integrity} or {@code metric::load}
 * @param publicationPeriod how often a report is due; zero for never
 * @param source the value of collectd's that becomes this metric, {@code plugin/type instance}, or
 *     {@link #HEALTH}; empty where none does
 */
public record MetricDefinition(String type, Duration publicationPeriod, String source) {

  /** The type of metrics that say OK or BROKEN. */
  public static final String INTEGRITY = "metric::integrity";

  /** The type of metrics that say how much there is to do. */
  public static final String LOAD = "metric::load";

  /** The source of metrics that the container's health check reports. */
  public static final String HEALTH = "health";

  /** Whether the container's health check reports it, when its verdict changes. */
  public boolean isHealth() {
    return source.equals(HEALTH);
  }

  /** A metric that only its own publisher reports. */
  public MetricDefinition(String type, Duration publicationPeriod) {
    this(type, publicationPeriod, "");
  }
}
