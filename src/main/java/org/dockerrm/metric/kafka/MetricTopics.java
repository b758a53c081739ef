package org.dockerrm.metric.kafka;

import java.util.List;

/** The topics of metrics (docs/reference/metrics-and-policies.md, "Metrics in"). */
final class MetricTopics {

  /** Whether instances work. */
  static final String INTEGRITY = "alm__integrity";

  /** How much they have to do. */
  static final String LOAD = "alm__load";

  /** Header of what a manager has put there itself, and does not take again. */
  static final String FORWARDED = "dockerrm-forwarded";

  private MetricTopics() {}

  static List<String> all() {
    return List.of(INTEGRITY, LOAD);
  }
}
