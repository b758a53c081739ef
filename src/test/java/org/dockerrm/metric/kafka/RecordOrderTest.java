package org.dockerrm.metric.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.dockerrm.metric.kafka.RecordOrder.Arrived;
import org.dockerrm.support.SetClock;
import org.junit.jupiter.api.Test;

class RecordOrderTest {

  private static final Duration PERIOD = Duration.ofSeconds(5);

  private final SetClock clock = new SetClock(Instant.parse("2026-01-01T12:00:00Z"));
  private final RecordOrder order = new RecordOrder(clock);

  @Test
  void takesRecordsThatFollowEachOther() {
    assertThat(arrives(7, 0, "a")).isTrue();
    assertThat(arrives(8, 5, "a")).isTrue();
    assertThat(arrives(12, 5, "b")).isTrue();
    assertThat(order.isNew("another", PERIOD, new Arrived("t/0", 1, clock.millis(), 0))).isTrue();
  }

  @Test
  void leavesOutWhatIsReadAgain() {
    arrives(7, 0, "a");
    arrives(8, 5, "b");

    assertThat(arrives(7, 0, "a")).isFalse();
    assertThat(arrives(8, 5, "b")).isFalse();
    clock.advance(Duration.ofHours(1));
    assertThat(arrives(8, 5, "b")).as("the very same, however late").isFalse();
  }

  @Test
  void leavesOutWhatWasPublishedTwiceOrOvertaken() {
    arrives(7, 10, "a");

    assertThat(arrives(8, 10, "a")).as("a copy").isFalse();
    assertThat(arrives(9, 9, "b")).as("an older one").isFalse();
    assertThat(arrives(10, 11, "a")).isTrue();
  }

  @Test
  void doesNotWaitForAClockThatWasAhead() {
    assertThat(arrives(7, 3600, "a")).isTrue();
    clock.advance(PERIOD);
    assertThat(arrives(8, 5, "a")).isTrue();
  }

  @Test
  void followsAClockThatWasSetBackAfterAMinuteOfSilence() {
    arrives(7, 0, "a");
    clock.advance(Duration.ofSeconds(30));
    assertThat(arrives(8, -3600, "a")).isFalse();
    clock.advance(Duration.ofSeconds(31));
    assertThat(arrives(9, -3539, "a")).isTrue();
    clock.advance(Duration.ofSeconds(5));
    assertThat(arrives(10, -3534, "a")).isTrue();
  }

  @Test
  void waitsLongerWhereReportsAreRare() {
    Duration rare = Duration.ofMinutes(10);
    order.isNew("m", rare, new Arrived("t/0", 1, clock.millis(), 1));
    clock.advance(Duration.ofMinutes(15));
    assertThat(order.isNew("m", rare, new Arrived("t/0", 2, 0, 2))).isFalse();
    clock.advance(Duration.ofMinutes(6));
    assertThat(order.isNew("m", rare, new Arrived("t/0", 3, 0, 3))).isTrue();
  }

  private boolean arrives(long offset, long secondsAfterNoon, String value) {
    long timestamp =
        Instant.parse("2026-01-01T12:00:00Z").plusSeconds(secondsAfterNoon).toEpochMilli();
    if (timestamp > clock.millis() && secondsAfterNoon < 60) {
      clock.advance(Duration.ofMillis(timestamp - clock.millis()));
    }
    return order.isNew("m", PERIOD, new Arrived("t/0", offset, timestamp, value.hashCode()));
  }
}
