package org.dockerrm.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.dockerrm.support.SetClock;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

  private final SetClock clock = new SetClock(Instant.parse("2026-12-01T10:00:00Z"));
  private final LoginThrottle throttle = new LoginThrottle(clock);

  @Test
  void waitsGrowWithEachWrongPasswordUpToAMinute() {
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      throttle.failed("192.0.2.1", "admin");
      waits.add(throttle.wait("192.0.2.1", "admin", "x").toSeconds());
      clock.advance(Duration.ofMinutes(2));
    }

    assertThat(waits).containsExactly(0L, 0L, 1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L, 60L);
  }

  @Test
  void aWaitEndsByItself() {
    fail("192.0.2.1", "admin", 8);
    assertThat(throttle.wait("192.0.2.1", "admin", "x")).isPositive();

    clock.advance(Duration.ofSeconds(60));

    assertThat(throttle.wait("192.0.2.1", "admin", "x")).isZero();
  }

  @Test
  void othersAttemptsDoNotKeepAUserOut() {
    fail("192.0.2.1", "admin", 1000);

    assertThat(throttle.wait("192.0.2.2", "admin", "x")).isZero();
  }

  @Test
  void aPasswordThatWasRightBeforeDoesNotWait() {
    throttle.succeeded("192.0.2.1", "admin", "right");
    fail("192.0.2.1", "admin", 1000);

    assertThat(throttle.wait("192.0.2.1", "admin", "right")).isZero();
    assertThat(throttle.wait("192.0.2.1", "admin", "wrong")).isPositive();
    assertThat(throttle.wait("192.0.2.1", "another", "right")).isPositive();
  }

  @Test
  void aRightPasswordEndsTheWaitOfItsAccount() {
    fail("192.0.2.1", "admin", 5);
    throttle.succeeded("192.0.2.1", "admin", "right");

    assertThat(throttle.wait("192.0.2.1", "admin", "wrong")).isZero();
  }

  @Test
  void anAddressThatTriesManyAccountsWaits() {
    for (int i = 0; i < 40; i++) {
      throttle.failed("192.0.2.1", "user" + i);
    }

    assertThat(throttle.wait("192.0.2.1", "untried", "x")).isPositive();
    assertThat(throttle.wait("192.0.2.2", "untried", "x")).isZero();
  }

  @Test
  void theAddressesThatOneClientCanTakeAreOne() {
    fail("2001:db8:0:1::1", "admin", 8);
    fail("127.0.0.1", "admin", 8);

    assertThat(throttle.wait("2001:db8:0:1:ffff::2", "admin", "x")).isPositive();
    assertThat(throttle.wait("2001:db8:0:2::1", "admin", "x")).isZero();
    assertThat(throttle.wait("127.9.9.9", "admin", "x")).isPositive();
    assertThat(throttle.wait("0:0:0:0:0:0:0:1", "admin", "x")).isPositive();
  }

  private void fail(String address, String account, int times) {
    for (int i = 0; i < times; i++) {
      throttle.failed(address, account);
    }
  }
}
