package org.dockerrm.metric.intake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dockerrm.database.HasWorkers;
import org.dockerrm.database.Worker;
import org.dockerrm.metric.MetricListener;
import org.dockerrm.metric.MetricReport;
import org.dockerrm.metric.memory.ReportMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Hands reports on, on threads of the metrics' own. All of an instance go through one of them and
 * keep their order.
 */
@Component
class ReportQueues implements SmartLifecycle, HasWorkers {

  /** Reports that may wait in each lane. */
  static final int CAPACITY = 20_000;

  private static final Logger LOG = LoggerFactory.getLogger(ReportQueues.class);
  private static final int COUNT = 4;

  private final ReportMemory memory;
  private final ObjectProvider<MetricListener> providers;
  private final List<ReportQueue> lanes;
  private volatile List<MetricListener> listeners = List.of();
  private volatile boolean running;

  ReportQueues(
      ReportMemory memory, ObjectProvider<MetricListener> providers, MeterRegistry registry) {
    this.memory = memory;
    this.providers = providers;
    this.lanes =
        IntStream.range(0, COUNT)
            .mapToObj(number -> new ReportQueue("metrics-" + number, CAPACITY, this::handOn))
            .toList();
    Gauge.builder(
            "dockerrm.metrics.queue",
            lanes,
            all -> all.stream().mapToInt(ReportQueue::waiting).sum())
        .description("reports that wait to be looked at")
        .register(registry);
  }

  /** Whether there was room for all reports of it. */
  boolean offer(Batch batch) {
    int number = Math.floorMod(batch.publisher().resourceId().hashCode(), lanes.size());
    return running && lanes.get(number).offer(batch);
  }

  private void handOn(Batch batch) {
    for (MetricReport report : batch.reports()) {
      memory.keep(batch.publisher(), report);
      for (MetricListener listener : listeners) {
        tell(listener, report);
      }
    }
  }

  /** One listener's trouble is not another's. */
  private static void tell(MetricListener listener, MetricReport report) {
    try {
      listener.reported(report);
    } catch (RuntimeException e) {
      LOG.error(
          "{} failed at metric {} of {}",
          listener.getClass().getSimpleName(),
          report.metricName(),
          report.resourceId(),
          e);
    }
  }

  @Override
  public void start() {
    // Only now, since listeners ask for metrics themselves.
    listeners = providers.orderedStream().toList();
    lanes.forEach(ReportQueue::start);
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    lanes.forEach(ReportQueue::stop);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public Stream<Worker> workers() {
    return lanes.stream().map(ReportQueue::worker);
  }
}
