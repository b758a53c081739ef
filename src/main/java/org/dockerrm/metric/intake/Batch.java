package org.dockerrm.metric.intake;

import java.util.List;
import org.dockerrm.inventory.MetricKeys.Publisher;
import org.dockerrm.metric.MetricReport;

/** The reports of one post of one instance. */
record Batch(Publisher publisher, List<MetricReport> reports) {

  Batch {
    reports = List.copyOf(reports);
  }
}
