package org.dockerrm.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dockerrm.catalog.HealPolicy;
import org.dockerrm.catalog.Policy;

/** What keeps a policy from firing again, whatever is asked for. */
final class FiringLimits {

  private FiringLimits() {}

  /**
   * Why it must not fire now; empty where it may.
   *
   * @param died whether it is asked for by a container that died, which says more than reports
   */
  static Optional<String> hold(Policy policy, PolicyState state, boolean died, Instant now) {
    return coolDown(policy.cooldown(), state, now)
        .or(
            () ->
                policy instanceof HealPolicy heal
                    ? attempts(heal, state, died, now).or(() -> budget(heal, state, now))
                    : Optional.empty());
  }

  private static Optional<String> coolDown(Duration cooldown, PolicyState state, Instant now) {
    return Optional.ofNullable(state.lastFiredAt())
        .map(fired -> fired.plus(cooldown))
        .filter(end -> end.isAfter(now))
        .map(end -> "it cools down until " + end);
  }

  /** An hour without a firing gives all attempts back. */
  private static Optional<String> attempts(
      HealPolicy policy, PolicyState state, boolean died, Instant now) {
    return died
            || state.attempts() < policy.maxAttempts()
            || state.firingsInTheHourBefore(now).isEmpty()
        ? Optional.empty()
        : Optional.of(
            "it was healed "
                + state.attempts()
                + " times without an OK in between (maxAttempts: "
                + policy.maxAttempts()
                + ")");
  }

  private static Optional<String> budget(HealPolicy policy, PolicyState state, Instant now) {
    List<Instant> firings = state.firingsInTheHourBefore(now);
    return firings.size() < policy.maxPerHour()
        ? Optional.empty()
        : Optional.of(
            "it was healed "
                + firings.size()
                + " times within the hour; next at "
                + firings.get(firings.size() - policy.maxPerHour()).plus(PolicyState.HOUR));
  }
}
