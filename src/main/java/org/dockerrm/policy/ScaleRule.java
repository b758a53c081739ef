package org.dockerrm.policy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dockerrm.catalog.ScalePolicy;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.policy.Decision.Fire;
import org.dockerrm.policy.Decision.Wait;
import org.dockerrm.transition.PolicyAction;
import org.jspecify.annotations.Nullable;

/**
 * When a cluster grows or shrinks (docs/reference/metrics-and-policies.md, "Scale"): after {@code
 * smoothing} periods in a row in which the mean of its members' loads is beyond a threshold.
 */
final class ScaleRule {

  private ScaleRule() {}

  /**
   * What one period says.
   *
   * @param loads the members' latest loads that are not old, in percent
   * @param members how many members there are
   */
  static Observation judge(ScalePolicy policy, List<Double> loads, int members, Instant at) {
    BigDecimal mean = mean(loads);
    PolicyAction asked = asked(policy, mean);
    // A cluster at its limit asks for nothing, so that an idle one costs no writing.
    return asked == null || atLimit(policy, asked, members).isPresent()
        ? Observation.fine(at)
        : Observation.asks(asked, 1, words(mean, loads.size()), at);
  }

  /** What follows from all the periods together. */
  static Decision decide(
      String name,
      ScalePolicy policy,
      PolicyState state,
      PolicySubject first,
      int members,
      Instant now) {
    if (first.state() != ResourceState.Active) {
      return new Wait("the cluster's first member is " + first.stateName());
    }
    PolicyAction asked = state.asked();
    if (asked == null) {
      return new Wait("no period was beyond a threshold");
    }
    if (state.count() < policy.smoothing()) {
      return new Wait(
          "%d of %d periods in a row ask for %s"
              .formatted(state.count(), policy.smoothing(), asked.process()));
    }
    return atLimit(policy, asked, members)
        .or(() -> FiringLimits.hold(policy, state, false, now))
        .<Decision>map(Wait::new)
        .orElseGet(() -> new Fire(asked, reason(name, policy, state, asked)));
  }

  /** Why the cluster takes no more or must keep those it has. */
  static Optional<String> atLimit(ScalePolicy policy, PolicyAction asked, int members) {
    if (asked == PolicyAction.SCALE_OUT && members >= policy.maximum()) {
      return Optional.of(
          "the cluster has " + members + " members (maximum: " + policy.maximum() + ")");
    }
    if (asked == PolicyAction.SCALE_IN && members <= policy.minimum()) {
      return Optional.of(
          "the cluster has " + members + " members (minimum: " + policy.minimum() + ")");
    }
    return Optional.empty();
  }

  private static @Nullable PolicyAction asked(ScalePolicy policy, BigDecimal mean) {
    if (mean.compareTo(policy.scaleOutThreshold()) > 0) {
      return PolicyAction.SCALE_OUT;
    }
    return mean.compareTo(policy.scaleInThreshold()) < 0 ? PolicyAction.SCALE_IN : null;
  }

  private static String reason(
      String name, ScalePolicy policy, PolicyState state, PolicyAction asked) {
    boolean out = asked == PolicyAction.SCALE_OUT;
    return "policy '%s': metric '%s' %s %s in %d periods in a row%s"
        .formatted(
            name,
            policy.metric(),
            out ? "above" : "below",
            (out ? policy.scaleOutThreshold() : policy.scaleInThreshold()).toPlainString(),
            state.count(),
            state.message() == null ? "" : ": " + state.message());
  }

  private static String words(BigDecimal mean, int members) {
    return "the mean of %d %s is %s"
        .formatted(
            members,
            members == 1 ? "member" : "members",
            mean.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString());
  }

  private static BigDecimal mean(List<Double> loads) {
    return loads.stream()
        .map(BigDecimal::valueOf)
        .reduce(BigDecimal.ZERO, BigDecimal::add)
        .divide(BigDecimal.valueOf(loads.size()), 6, RoundingMode.HALF_UP);
  }
}
