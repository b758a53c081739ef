package org.dockerrm.metric.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.dockerrm.inventory.MetricKeys.Publisher;
import org.dockerrm.metric.MetricReport;
import org.dockerrm.metric.MetricValue.Load;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReportQueueTest {

  private final List<Integer> seen = new CopyOnWriteArrayList<>();
  private final CountDownLatch gate = new CountDownLatch(1);
  private final ReportQueue lane = new ReportQueue("lane", 10, this::work);

  @AfterEach
  void stop() {
    gate.countDown();
    lane.stop();
  }

  @Test
  void keepsTheOrderAndNoMoreThanThereIsRoomFor() {
    assertThat(lane.offer(batch(4))).isTrue();
    assertThat(lane.offer(batch(7))).isFalse();
    assertThat(lane.offer(batch(6))).isTrue();
    assertThat(lane.offer(batch(1))).isFalse();
    assertThat(lane.waiting()).isEqualTo(10);

    lane.start();
    gate.countDown();

    await().until(() -> lane.waiting() == 0);
    assertThat(seen).containsExactly(4, 6);
    assertThat(lane.offer(batch(10))).isTrue();
  }

  @Test
  void goesOnAfterAFailure() {
    lane.start();
    gate.countDown();
    lane.offer(batch(0));
    lane.offer(batch(3));
    await().until(() -> seen.contains(3));
  }

  private void work(Batch batch) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (batch.reports().isEmpty()) {
      throw new IllegalStateException("as the test wants it");
    }
    seen.add(batch.reports().size());
  }

  private static Batch batch(int reports) {
    MetricReport report = new MetricReport("r", "m", new Load(1), null, Instant.EPOCH);
    return new Batch(
        new Publisher("k", "r", "n", "t", "l"),
        IntStream.range(0, reports).mapToObj(i -> report).toList());
  }
}
