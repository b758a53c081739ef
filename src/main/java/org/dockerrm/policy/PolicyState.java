package org.dockerrm.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.dockerrm.transition.PolicyAction;
import org.jspecify.annotations.Nullable;

/**
 * What a policy remembers of an instance, over restarts.
 *
 * @param asked what the latest reports in a row ask for; null where the last one was fine
 * @param count how many they are
 * @param since when the first of them was
 * @param message the latest words about it
 * @param reporting whether a report came since Start, so that others are due
 * @param attempts firings since the last OK
 * @param changedAt when the count changed last
 * @param lastFiredAt when it fired last
 * @param firings when it fired within the last hour, oldest first
 */
record PolicyState(
    @Nullable PolicyAction asked,
    int count,
    @Nullable Instant since,
    @Nullable String message,
    boolean reporting,
    int attempts,
    Instant changedAt,
    @Nullable Instant lastFiredAt,
    List<Instant> firings) {

  /** Nothing happened yet. */
  static final PolicyState NONE =
      new PolicyState(null, 0, null, null, false, 0, Instant.EPOCH, null, List.of());

  /** How far back firings count. */
  static final Duration HOUR = Duration.ofHours(1);

  private static final int MOST = 1_000_000;

  PolicyState {
    firings = List.copyOf(firings);
  }

  /** The state after that was seen. */
  PolicyState after(Observation seen) {
    if (seen.isNone()) {
      return this;
    }
    boolean goesOn = !seen.reset() && (seen.asked() == null || seen.asked() == asked);
    boolean asks = seen.asked() != null;
    return new PolicyState(
        goesOn ? asked : seen.asked(),
        Math.min(MOST, goesOn ? count + seen.times() : seen.times()),
        goesOn && (since != null || !asks) ? since : asks ? seen.at() : null,
        asks ? seen.message() : goesOn ? message : null,
        seen.reporting() != null ? seen.reporting() : reporting,
        seen.fine() ? 0 : attempts,
        seen.at(),
        lastFiredAt,
        firings);
  }

  /** The state after it fired. */
  PolicyState fired(Instant at) {
    List<Instant> recent =
        Stream.concat(firingsInTheHourBefore(at).stream(), Stream.of(at)).toList();
    return new PolicyState(null, 0, null, null, reporting, attempts + 1, at, at, recent);
  }

  /** The firings that its hourly budget counts. */
  List<Instant> firingsInTheHourBefore(Instant now) {
    return firings.stream().filter(firing -> firing.plus(HOUR).isAfter(now)).toList();
  }

  /** The same, with reports due or not. */
  PolicyState withReporting(boolean due) {
    return new PolicyState(
        asked, count, since, message, due, attempts, changedAt, lastFiredAt, firings);
  }

  /** The same with other firings. */
  PolicyState withFirings(List<Instant> others) {
    return new PolicyState(
        asked, count, since, message, reporting, attempts, changedAt, lastFiredAt, others);
  }
}
