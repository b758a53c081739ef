package org.dockerrm.metric.kafka;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Tells for each metric which records are newer than the last one: those that come again, in
 * whatever way, and those that were overtaken are not. Publishers' clocks are trusted no further
 * than that: where nothing newer has come for two periods, a clock was set back, and its records
 * count again; a time in the future counts as now.
 */
final class RecordOrder {

  private static final Duration LEAST_WINDOW = Duration.ofMinutes(1);
  private static final int MOST_METRICS = 100_000;

  private final Clock clock;
  private final Cache<String, Last> last = Caffeine.newBuilder().maximumSize(MOST_METRICS).build();

  /**
   * A record.
   *
   * @param place topic and partition
   * @param offset its position there
   * @param timestamp when its publisher says that it was made, milliseconds of the epoch
   * @param contents a hash of its value
   */
  record Arrived(String place, long offset, long timestamp, int contents) {

    static Arrived of(String place, long offset, long timestamp, byte[] value) {
      return new Arrived(place, offset, timestamp, Arrays.hashCode(value));
    }
  }

  private record Last(Arrived arrived, long seenAt) {}

  RecordOrder(Clock clock) {
    this.clock = clock;
  }

  /**
   * Whether the record is newer than those of the metric before; then it is the last from now on.
   *
   * @param metricId the metric
   * @param period how often its reports are due
   */
  boolean isNew(String metricId, Duration period, Arrived arrived) {
    long now = clock.millis();
    Arrived clamped =
        new Arrived(
            arrived.place(),
            arrived.offset(),
            Math.min(arrived.timestamp(), now),
            arrived.contents());
    long window = Math.max(LEAST_WINDOW.toMillis(), 2 * period.toMillis());
    AtomicBoolean isNew = new AtomicBoolean();
    last.asMap()
        .compute(
            metricId,
            (id, before) -> {
              isNew.set(before == null || follows(clamped, before, now - before.seenAt() > window));
              return isNew.get() || before == null ? new Last(clamped, now) : before;
            });
    return isNew.get();
  }

  private static boolean follows(Arrived arrived, Last last, boolean silence) {
    Arrived before = last.arrived();
    if (arrived.place().equals(before.place()) && arrived.offset() == before.offset()) {
      return false;
    }
    if (silence) {
      return true;
    }
    boolean again = arrived.place().equals(before.place()) && arrived.offset() < before.offset();
    boolean copy =
        arrived.timestamp() == before.timestamp() && arrived.contents() == before.contents();
    return !again && !copy && arrived.timestamp() >= before.timestamp();
  }
}
