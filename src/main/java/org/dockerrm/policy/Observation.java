package org.dockerrm.policy;

import java.time.Instant;
import org.dockerrm.transition.PolicyAction;
import org.jspecify.annotations.Nullable;

/**
 * What was seen since a policy's state was written last. However long that takes, one is enough:
 * each takes in the next.
 *
 * @param reset whether what was counted before does not count any more
 * @param fine whether that was because all is well
 * @param asked what was asked for after that; null for nothing
 * @param times how often in a row
 * @param message the latest words about it
 * @param reporting whether reports are due from now on; null for as before
 * @param at when the latest of it was
 */
record Observation(
    boolean reset,
    boolean fine,
    @Nullable PolicyAction asked,
    int times,
    @Nullable String message,
    @Nullable Boolean reporting,
    Instant at) {

  /** Nothing was seen. */
  static final Observation NONE = new Observation(false, false, null, 0, null, null, Instant.EPOCH);

  /** All is well. */
  static Observation fine(Instant at) {
    return new Observation(true, true, null, 0, null, null, at);
  }

  /** A new life: nothing counts and no report is due. */
  static Observation begin(Instant at) {
    return new Observation(true, false, null, 0, null, false, at);
  }

  /** Something is asked for, so many times in a row. */
  static Observation asks(PolicyAction action, int times, @Nullable String message, Instant at) {
    return new Observation(false, false, action, times, message, null, at);
  }

  /** The same, and reports are due from now on. */
  Observation withReportsDue() {
    return new Observation(reset, fine, asked, times, message, true, at);
  }

  boolean isNone() {
    return equals(NONE);
  }

  /** This and then the next. */
  Observation then(Observation next) {
    if (isNone() || next.isNone()) {
      return isNone() ? next : this;
    }
    Boolean due = next.reporting != null ? next.reporting : reporting;
    Instant latest = next.at.isAfter(at) ? next.at : at;
    if (next.asked == null && !next.reset) {
      return new Observation(reset, fine, asked, times, message, due, latest);
    }
    boolean goesOn = !next.reset && asked == next.asked;
    boolean begins = !next.reset && asked == null;
    return new Observation(
        goesOn || begins ? reset : true,
        fine || next.fine,
        next.asked,
        goesOn ? times + next.times : next.times,
        next.message != null || !goesOn ? next.message : message,
        due,
        latest);
  }
}
