package org.dockerrm.metric.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import org.dockerrm.inventory.MetricKeys.Publisher;
import org.dockerrm.metric.MetricReport;
import org.dockerrm.metric.MetricValue.Integrity;
import org.dockerrm.metric.MetricValue.Load;
import org.junit.jupiter.api.Test;

class ReportMemoryTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ReportMemory memory = new ReportMemory(meters);

  @Test
  void keepsTheLastPointsOfAMetric() {
    for (int i = 0; i < 10_000; i++) {
      keep("r", "m", i % 100, null, i);
    }
    assertThat(memory.history("r", "m", Instant.EPOCH)).hasSize(ReportMemory.MOST_FOR_ONE);
    assertThat(memory.history("r", "m", Instant.ofEpochSecond(9_998))).hasSize(2);
    assertThat(memory.latest("r"))
        .extracting(MetricReport::at)
        .containsExactly(Instant.ofEpochSecond(9_999));
    assertThat(units()).isEqualTo(ReportMemory.MOST_FOR_ONE);
  }

  @Test
  void countsMessagesAsWhatTheyTake() {
    for (int i = 0; i < 1_000; i++) {
      keep("r", "m", 1, "x".repeat(400), i);
    }
    assertThat(memory.history("r", "m", Instant.EPOCH)).hasSize(ReportMemory.MOST_FOR_ONE / 11);
  }

  @Test
  void giveAllMetricsTogetherNoMoreThanTheirBound() {
    int metrics = ReportMemory.MOST_IN_ALL / 50;
    for (int round = 0; round < 60; round++) {
      for (int i = 0; i < metrics; i++) {
        keep("r" + i, "m", 1, null, round);
      }
    }
    assertThat(units()).isEqualTo(ReportMemory.MOST_IN_ALL);
    assertThat(memory.history("r7", "m", Instant.EPOCH)).hasSize(50);
  }

  @Test
  void forgetsAnInstanceWhole() {
    keep("r", "m", 1, null, 0);
    keep("r", "n", 1, "message", 0);
    memory.forget("r");
    memory.forget("r");

    assertThat(memory.latest("r")).isEmpty();
    assertThat(memory.resourceIds()).isEmpty();
    assertThat(units()).isZero();
    assertThat(meters.get("dockerrm.metrics.series").gauge().value()).isZero();
  }

  @Test
  void showsOneFamilyForNamesThatPrometheusCannotTellApart() {
    ReportCollector collector = new ReportCollector(memory, new PrometheusRegistry());
    keep("r", "a.b", 1, null, 0);
    keep("r", "a-b", 2, null, 0);
    keep("s", "calls_total", 3, null, 0);
    memory.keep(
        publisher("s"), new MetricReport("s", "a.b", Integrity.BROKEN, null, Instant.EPOCH));

    assertThat(collector.collect().stream().map(family -> family.getMetadata().getName()))
        .containsExactly("dockerrm_metric_a_b", "dockerrm_metric_calls");
    assertThat(collector.collect().get(0).getDataPoints()).hasSize(2);
  }

  private double units() {
    return meters.get("dockerrm.metrics.history").gauge().value();
  }

  private void keep(String id, String metric, double value, String message, long second) {
    memory.keep(
        publisher(id),
        new MetricReport(id, metric, new Load(value), message, Instant.ofEpochSecond(second)));
  }

  private static Publisher publisher(String id) {
    return new Publisher("key-" + id, id, "name", "resource::t::1.0", "dev");
  }
}
