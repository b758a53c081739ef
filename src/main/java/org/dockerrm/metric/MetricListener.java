package org.dockerrm.metric;

/** Hears of each accepted report, in the order of its instance, on a thread of the metrics' own. */
public interface MetricListener {

  /** A report was accepted. Slow work is not done here: what waits behind it are other metrics. */
  void reported(MetricReport report);
}
