package org.dockerrm.metric.intake;

import java.time.Clock;
import java.time.Duration;

/** Lets a publisher through at a rate, with bursts of some seconds' worth. */
final class TokenBucket {

  private static final int BURST_SECONDS = 5;

  private final Clock clock;
  private final double rate;
  private final double burst;
  private double tokens;
  private long lastMillis;

  /**
   * @param rate values a second, in the long run
   */
  TokenBucket(int rate, Clock clock) {
    this.clock = clock;
    this.rate = rate;
    // A whole body must fit at the lowest rate, or it would never come through.
    this.burst = Math.max((double) rate * BURST_SECONDS, BodyReader.MOST_ELEMENTS);
    this.tokens = burst;
    this.lastMillis = clock.millis();
  }

  /**
   * Takes that many values.
   *
   * @return zero where they are taken, else how long until there is room for them
   */
  synchronized Duration take(int values) {
    long now = clock.millis();
    // A clock that is set back gives nothing and takes nothing.
    tokens = Math.min(burst, tokens + Math.max(0, now - lastMillis) * rate / 1000);
    lastMillis = now;
    if (values <= tokens) {
      tokens -= values;
      return Duration.ZERO;
    }
    return Duration.ofMillis((long) Math.ceil((values - tokens) * 1000 / rate));
  }
}
