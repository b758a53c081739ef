package org.dockerrm.policy;

import java.time.Instant;
import java.util.Optional;
import org.dockerrm.catalog.HealPolicy;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.policy.Decision.Fire;
import org.dockerrm.policy.Decision.Wait;
import org.dockerrm.transition.PolicyAction;

/**
 * When an instance is healed (docs/reference/metrics-and-policies.md, "Heal"): after {@code
 * smoothing} BROKEN or missed reports in a row while it is Active, or at once where its container
 * died in service.
 */
final class HealRule {

  private HealRule() {}

  static Decision decide(
      String name, HealPolicy policy, PolicyState state, PolicySubject subject, Instant now) {
    boolean died = subject.diedInService();
    if (!died && subject.state() != ResourceState.Active) {
      return new Wait("the instance is " + subject.stateName());
    }
    if (!died && state.count() < policy.smoothing()) {
      return new Wait(counted(policy, state));
    }
    Optional<String> held = FiringLimits.hold(policy, state, died, now);
    if (held.isPresent()) {
      return new Wait(held.get());
    }
    return new Fire(
        PolicyAction.HEAL,
        "policy '" + name + "': " + (died ? subject.stateReason() : asks(policy, state)));
  }

  private static String counted(HealPolicy policy, PolicyState state) {
    return state.count() == 0
        ? "all is well"
        : state.count() + " of " + policy.smoothing() + " reports in a row";
  }

  private static String asks(HealPolicy policy, PolicyState state) {
    return "metric '%s' BROKEN or missing %d times in a row%s"
        .formatted(
            policy.metric(), state.count(), state.message() == null ? "" : ": " + state.message());
  }
}
