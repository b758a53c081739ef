package org.dockerrm.metric.memory;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.dockerrm.inventory.MetricKeys.Publisher;
import org.dockerrm.metric.MetricReport;
import org.dockerrm.metric.Metrics;
import org.springframework.stereotype.Component;

/**
 * The reports in memory: no flood of metrics reaches the database, and no slow database holds them
 * up. Each metric has as many points as {@link #MOST_FOR_ONE} allows, and fewer where there are so
 * many metrics that {@link #MOST_IN_ALL} would be exceeded. It is empty after a restart.
 */
@Component
public class ReportMemory implements Metrics {

  /** Units of memory (about 100 bytes) of one metric. */
  static final int MOST_FOR_ONE = 720;

  /** Units of memory of all metrics. */
  static final int MOST_IN_ALL = 600_000;

  /** What is left to each metric, however many there are. */
  static final int LEAST_FOR_ONE = 16;

  private record Kept(Publisher publisher, Map<String, Series> series) {}

  private final Map<String, Kept> instances = new ConcurrentHashMap<>();
  private final AtomicInteger series = new AtomicInteger();
  private final AtomicLong units = new AtomicLong();

  ReportMemory(MeterRegistry registry) {
    Gauge.builder("dockerrm.metrics.series", series, AtomicInteger::get)
        .description("metrics of instances in memory")
        .register(registry);
    Gauge.builder("dockerrm.metrics.history", units, AtomicLong::get)
        .description("units of memory, about 100 bytes each, that their history uses")
        .register(registry);
  }

  /** Keeps a report. */
  public void keep(Publisher publisher, MetricReport report) {
    instances.compute(
        publisher.resourceId(),
        (id, kept) -> {
          Kept now =
              kept == null
                  ? new Kept(publisher, new ConcurrentHashMap<>())
                  : kept.publisher().equals(publisher) ? kept : new Kept(publisher, kept.series());
          Series of = now.series().computeIfAbsent(report.metricName(), name -> newSeries());
          units.addAndGet(of.add(report, mostForOne()));
          return now;
        });
  }

  private Series newSeries() {
    series.incrementAndGet();
    return new Series();
  }

  private int mostForOne() {
    int share = MOST_IN_ALL / Math.max(1, series.get());
    return Math.max(LEAST_FOR_ONE, Math.min(MOST_FOR_ONE, share));
  }

  /** The instances of which there is something. */
  public Set<String> resourceIds() {
    return new HashSet<>(instances.keySet());
  }

  /** Forgets everything of an instance. */
  public void forget(String resourceId) {
    instances.computeIfPresent(
        resourceId,
        (id, kept) -> {
          series.addAndGet(-kept.series().size());
          kept.series().values().forEach(gone -> units.addAndGet(-gone.units()));
          return null;
        });
  }

  @Override
  public List<MetricReport> latest(String resourceId) {
    Kept kept = instances.get(resourceId);
    return kept == null
        ? List.of()
        : kept.series().values().stream()
            .map(Series::latest)
            .filter(Objects::nonNull)
            .sorted(Comparator.comparing(MetricReport::metricName))
            .toList();
  }

  @Override
  public List<MetricReport> history(String resourceId, String metricName, Instant since) {
    Kept kept = instances.get(resourceId);
    Series found = kept == null ? null : kept.series().get(metricName);
    return found == null ? List.of() : found.since(since);
  }

  /** Shows the latest report of every metric. */
  void forEachLatest(BiConsumer<Publisher, MetricReport> reader) {
    for (Kept kept : instances.values()) {
      for (Series one : kept.series().values()) {
        MetricReport latest = one.latest();
        if (latest != null) {
          reader.accept(kept.publisher(), latest);
        }
      }
    }
  }
}
