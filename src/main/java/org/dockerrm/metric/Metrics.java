package org.dockerrm.metric;

import java.time.Instant;
import java.util.List;

/** What instances reported. */
public interface Metrics {

  /** The latest report of each metric of an instance, by the metrics' names. */
  List<MetricReport> latest(String resourceId);

  /** The reports of one metric since then that are still kept, oldest first. */
  List<MetricReport> history(String resourceId, String metricName, Instant since);
}
