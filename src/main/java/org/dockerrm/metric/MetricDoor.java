package org.dockerrm.metric;

import java.util.Optional;

/** Where metrics that are posted come in. */
public interface MetricDoor {

  /**
   * Why nothing that is posted with a key is taken; empty where the body decides. Never throws.
   *
   * @param metricKey the bearer token; empty for none
   */
  Optional<IntakeResult> refusal(String metricKey);

  /**
   * Takes all metrics of a body or none. Returns once they are in the queue; never throws.
   *
   * @param metricKey the bearer token
   * @param body JSON: a metric, an array of them, or what collectd's write_http posts
   */
  IntakeResult admit(String metricKey, byte[] body);
}
