package org.dockerrm.metric.memory;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.PrometheusNaming;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.dockerrm.inventory.MetricKeys.Publisher;
import org.dockerrm.metric.MetricReport;
import org.dockerrm.metric.MetricValue.Integrity;
import org.dockerrm.metric.MetricValue.Load;
import org.springframework.stereotype.Component;

/**
 * Shows Prometheus the latest reports: one family for each metric's name, read from the memory at
 * each scrape, so that what is gone there is gone here.
 */
@Component
class ReportCollector implements MultiCollector {

  private static final String PREFIX = "dockerrm_metric_";

  private final ReportMemory memory;

  ReportCollector(ReportMemory memory, PrometheusRegistry registry) {
    this.memory = memory;
    registry.register(this);
  }

  @Override
  public MetricSnapshots collect() {
    // Names that differ in signs alone are one family; of two points with equal labels one counts.
    Map<String, Map<Labels, GaugeDataPointSnapshot>> families = new TreeMap<>();
    memory.forEachLatest(
        (publisher, report) -> {
          Labels labels = labels(publisher);
          families
              .computeIfAbsent(family(report.metricName()), name -> new HashMap<>())
              .put(labels, point(report, labels));
        });
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    families.forEach(
        (name, points) -> {
          GaugeSnapshot.Builder family =
              GaugeSnapshot.builder()
                  .name(name)
                  .help("what instances report; integrity is 1 for OK and 0 for BROKEN");
          points.values().forEach(family::dataPoint);
          all.metricSnapshot(family.build());
        });
    return all.build();
  }

  private static String family(String metricName) {
    return PrometheusNaming.sanitizeMetricName(
        PREFIX + metricName.replaceAll("[^A-Za-z0-9_]", "_"));
  }

  private static Labels labels(Publisher publisher) {
    return Labels.of(
        "resourceId", publisher.resourceId(),
        "resourceName", publisher.resourceName(),
        "resourceType", publisher.resourceType(),
        "location", publisher.location());
  }

  private static GaugeDataPointSnapshot point(MetricReport report, Labels labels) {
    return GaugeDataPointSnapshot.builder().value(number(report)).labels(labels).build();
  }

  private static double number(MetricReport report) {
    if (report.value() instanceof Load load) {
      return load.percent();
    }
    return report.value() == Integrity.OK ? 1 : 0;
  }
}
