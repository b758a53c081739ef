package org.dockerrm.metric.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.dockerrm.support.SetClock;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

  private final SetClock clock = new SetClock(Instant.EPOCH);

  @Test
  void letsABurstThroughAndThenItsRate() {
    TokenBucket bucket = new TokenBucket(1000, clock);
    assertThat(bucket.take(5000)).isZero();
    assertThat(bucket.take(1)).isEqualTo(Duration.ofMillis(1));
    clock.advance(Duration.ofMillis(500));
    assertThat(bucket.take(501)).isEqualTo(Duration.ofMillis(1));
    assertThat(bucket.take(500)).isZero();
    clock.advance(Duration.ofDays(1));
    assertThat(bucket.take(5001)).isPositive();
    assertThat(bucket.take(5000)).isZero();
  }

  @Test
  void isNotStoppedByAClockThatIsSetBack() {
    TokenBucket bucket = new TokenBucket(1000, clock);
    bucket.take(5000);
    clock.advance(Duration.ofHours(-1));
    assertThat(bucket.take(1)).isPositive();
    clock.advance(Duration.ofSeconds(1));
    assertThat(bucket.take(1000)).isZero();
  }

  @Test
  void letsTheLargestBodyThroughAtTheLowestRate() {
    assertThat(new TokenBucket(1, clock).take(BodyReader.MOST_ELEMENTS)).isZero();
  }
}
