package org.dockerrm.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.dockerrm.metric.MetricReport;
import org.dockerrm.metric.MetricValue.Integrity;
import org.dockerrm.transition.PolicyAction;
import org.jspecify.annotations.Nullable;

/**
 * One policy of one instance in memory: its state as it was written last, and what was seen since.
 * Nothing here takes longer than a look, so that no report waits for a database.
 */
final class PolicyTracker {

  private static final int LONGEST_MESSAGE = 200;
  private static final Duration JUST_NOW = Duration.ofSeconds(2);

  private final MissedReports silence = new MissedReports();
  private PolicyState known = PolicyState.NONE;
  private Observation pending = Observation.NONE;
  private Instant fineAt = Instant.EPOCH;
  private Instant judgedAt = Instant.EPOCH;
  private Instant notBefore = Instant.EPOCH;

  /** Continues what was written, after a restart: no report was due while no manager listened. */
  synchronized void restore(PolicyState written, Instant now) {
    known = written;
    if (written.reporting()) {
      silence.heard(now);
    }
  }

  /**
   * Takes a report about an instance's integrity.
   *
   * @param counts how many reports it stands for if it is BROKEN
   * @return whether there is something to write or to try
   */
  synchronized boolean report(MetricReport report, int smoothing, int counts) {
    silence.heard(report.at());
    PolicyState now = expected();
    if (report.value() == Integrity.OK) {
      fineAt = report.at();
      return !(now.count() == 0 && now.attempts() == 0 && now.reporting())
          && add(Observation.fine(report.at()).withReportsDue());
    }
    if (now.count() >= smoothing && now.reporting()) {
      return true;
    }
    return add(
        Observation.asks(PolicyAction.HEAL, counts, cut(report.message()), report.at())
            .withReportsDue());
  }

  /**
   * Counts what did not come.
   *
   * @return whether there is something to write
   */
  synchronized boolean miss(Duration period, int smoothing, Instant now) {
    int missed = silence.missed(period, now);
    return missed > 0
        && expected().count() < smoothing
        && add(
            Observation.asks(PolicyAction.HEAL, missed, "no report since " + silence.since(), now));
  }

  /** Takes what a period says of a cluster. */
  synchronized void judge(Observation period, int smoothing) {
    PolicyState now = expected();
    boolean changes =
        period.asked() == null
            ? now.count() > 0
            : now.asked() != period.asked() || now.count() < smoothing;
    if (changes) {
      add(period);
    }
  }

  /**
   * Whether a cluster is to be evaluated again: a period has passed, and a member reported since.
   * Some report a little early.
   */
  synchronized boolean periodIsOver(Duration period, List<MetricReport> latest, Instant now) {
    Instant last = judgedAt;
    boolean over =
        !isJudged(period, now) && latest.stream().anyMatch(report -> report.at().isAfter(last));
    if (over) {
      judgedAt = now;
    }
    return over;
  }

  private boolean isJudged(Duration period, Instant now) {
    return judgedAt.plus(period.multipliedBy(3).dividedBy(4)).isAfter(now);
  }

  /** Whether a cluster was evaluated in this period, and nothing is left to write or to try. */
  synchronized boolean isSettled(Duration period, Instant now) {
    return isJudged(period, now) && expected().count() == 0 && pending.isNone();
  }

  /** A new life of the instance; whether there is something to write. */
  synchronized boolean begin(Instant now) {
    silence.forget();
    notBefore = Instant.EPOCH;
    PolicyState before = expected();
    return (before.count() > 0 || before.reporting()) && add(Observation.begin(now));
  }

  /** This manager could not hear anything for a while. */
  synchronized void resetAfterReceiveGap(Instant now) {
    if (silence.waits()) {
      silence.heard(now);
    }
  }

  /**
   * Takes what is written, by another node it may be: its count goes on here, unless all was well
   * after it.
   *
   * @param written null where nothing is counted
   * @return whether there is something to write
   */
  synchronized boolean follow(@Nullable PolicyState written, Instant now) {
    if (!pending.isNone()) {
      return false;
    }
    if (written == null) {
      followNothing(now);
      return false;
    }
    if (!written.changedAt().isAfter(known.changedAt())) {
      return false;
    }
    known = written.withFirings(known.firings());
    return fineAt.isAfter(written.changedAt()) && add(Observation.fine(fineAt));
  }

  /** Another node received an OK or reset the count; what was written just now is our own. */
  private void followNothing(Instant now) {
    if (known.count() > 0 && known.changedAt().plus(JUST_NOW).isBefore(now)) {
      known = known.after(Observation.begin(now)).withReporting(known.reporting());
      resetAfterReceiveGap(now);
    }
  }

  /** What is to be written, which the caller then writes or puts back. */
  synchronized Observation take() {
    Observation taken = pending;
    pending = Observation.NONE;
    return taken;
  }

  /** It could not be written. */
  synchronized void putBack(Observation taken) {
    pending = taken.then(pending);
  }

  synchronized void written(PolicyState state) {
    known = state;
  }

  /** Keeps it from being tried again before then, for nothing but a new report. */
  synchronized void restUntil(Instant then) {
    notBefore = then;
  }

  synchronized boolean rests(Instant now) {
    return notBefore.isAfter(now);
  }

  /** The state with all that was seen. */
  synchronized PolicyState expected() {
    return known.after(pending);
  }

  private boolean add(Observation seen) {
    pending = pending.then(seen);
    return true;
  }

  private static @Nullable String cut(@Nullable String message) {
    return message == null || message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE) + "...";
  }
}
