package org.dockerrm.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that advances only on request. */
public final class SetClock extends Clock {

  private volatile Instant now;

  /** A clock that stands at a time. */
  public SetClock(Instant now) {
    this.now = now;
  }

  /** Lets time pass; a negative duration sets it back. */
  public void advance(Duration duration) {
    now = now.plus(duration);
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
