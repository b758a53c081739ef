package org.dockerrm.metric.intake;

import java.util.List;
import org.dockerrm.inventory.MetricKeys.Publisher;
import org.dockerrm.metric.MetricReport;

/**
 * The reports of one post of one instance.
 *
 * @param publisher the instance
 * @param reports what it said, in its order
 */
public record Batch(Publisher publisher, List<MetricReport> reports) {

  /** Copies the reports. */
  public Batch {
    reports = List.copyOf(reports);
  }
}
