package org.dockerrm.metric.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.dockerrm.inventory.MetricKeys.Publisher;
import org.dockerrm.metric.MetricReport;
import org.dockerrm.metric.MetricValue.Load;
import org.dockerrm.metric.intake.Batch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** The broker's address has no listener. */
class KafkaForwarderTest {

  private static final int BATCH = 1_000;

  private final MeterRegistry figures = new SimpleMeterRegistry();
  private final KafkaForwarder forwarder =
      new KafkaForwarder("127.0.0.1:1", figures, Clock.systemUTC());

  @BeforeEach
  void start() {
    LoggingSystem.get(getClass().getClassLoader()).setLogLevel("org.apache.kafka", LogLevel.OFF);
    forwarder.start();
  }

  @AfterEach
  void stop() {
    forwarder.stop();
  }

  @Test
  void keepsNoMoreThanThereIsRoomForAndDelaysNoPost() {
    long before = System.nanoTime();
    for (int i = 0; i < 50; i++) {
      forwarder.forward(batch(Instant.now()));
    }

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofMillis(500));
    assertThat(lost()).isGreaterThanOrEqualTo(50 * BATCH - KafkaForwarder.CAPACITY);
    long stopping = System.nanoTime();
    forwarder.stop();
    assertThat(Duration.ofNanos(System.nanoTime() - stopping)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void doesNotKeepWhatIsNoNewsAnyMore() {
    forwarder.forward(batch(Instant.now().minusSeconds(60)));

    await().atMost(Duration.ofSeconds(3)).until(() -> lost() == BATCH);
  }

  private double lost() {
    return figures.get("dockerrm.metrics.forward.lost").counter().count();
  }

  private static Batch batch(Instant at) {
    MetricReport report = new MetricReport("r", "m", new Load(1), null, at);
    return new Batch(
        new Publisher("k", "r", "n", "t", "l"), List.copyOf(Collections.nCopies(BATCH, report)));
  }
}
