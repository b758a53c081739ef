package org.dockerrm.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class MissedReportsTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private final MissedReports silence = new MissedReports();

  @Test
  void missesNothingBeforeTheFirstReport() {
    assertThat(silence.missed(PERIOD, at(1000))).isZero();
    assertThat(silence.waits()).isFalse();
  }

  @Test
  void countsOneForEachPeriodAndHalfAPeriodIsNotLate() {
    silence.heard(START);

    assertThat(silence.missed(PERIOD, at(14.9))).isZero();
    assertThat(silence.missed(PERIOD, at(15))).isEqualTo(1);
    assertThat(silence.missed(PERIOD, at(16))).isZero();
    assertThat(silence.missed(PERIOD, at(24.9))).isZero();
    assertThat(silence.missed(PERIOD, at(45))).isEqualTo(3);
  }

  @Test
  void beginsAnewWithEachReport() {
    silence.heard(START);
    assertThat(silence.missed(PERIOD, at(15))).isEqualTo(1);

    silence.heard(at(20));

    assertThat(silence.missed(PERIOD, at(34))).isZero();
    assertThat(silence.missed(PERIOD, at(35))).isEqualTo(1);
  }

  @Test
  void missesNothingWhereNoneIsDue() {
    silence.heard(START);
    assertThat(silence.missed(Duration.ZERO, at(1000))).isZero();

    silence.forget();
    assertThat(silence.missed(PERIOD, at(1000))).isZero();
  }

  @Test
  void isNotConfusedByAClockThatGoesBack() {
    silence.heard(START);

    assertThat(silence.missed(PERIOD, at(-100))).isZero();
    assertThat(silence.missed(PERIOD, at(15))).isEqualTo(1);
  }

  private static Instant at(double seconds) {
    return START.plusMillis((long) (seconds * 1000));
  }
}
