package org.dockerrm.metric;

/** Where metrics that are posted come in. */
public interface MetricDoor {

  /**
   * Takes all metrics of a body or none. Returns once they are in the queue; never throws.
   *
   * @param metricKey the bearer token
   * @param body JSON: a metric, an array of them, or what collectd's write_http posts
   */
  Admission admit(String metricKey, byte[] body);
}
