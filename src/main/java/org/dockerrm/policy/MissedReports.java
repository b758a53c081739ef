package org.dockerrm.policy;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counts the reports that did not come: one for each publication period since the last one. Half a
 * period late is not missed yet. Not for several threads.
 */
final class MissedReports {

  private @Nullable Instant heard;
  private long counted;

  /** A report came, or there is another reason to restart counting. */
  void heard(Instant at) {
    heard = at;
    counted = 0;
  }

  /** No report is due any more. */
  void forget() {
    heard = null;
  }

  /** When the last report came; null where none is due. */
  @Nullable Instant since() {
    return heard;
  }

  /** Whether reports are due. */
  boolean waits() {
    return heard != null;
  }

  /**
   * How many were missed since this was asked last.
   *
   * @param period how often one is due; zero for never
   */
  int missed(Duration period, Instant now) {
    if (heard == null || period.isZero()) {
      return 0;
    }
    long late = Duration.between(heard, now).toMillis() - period.toMillis() / 2;
    long all = Math.max(0, late / period.toMillis());
    long more = Math.max(0, all - counted);
    counted += more;
    return (int) Math.min(more, Integer.MAX_VALUE);
  }
}
