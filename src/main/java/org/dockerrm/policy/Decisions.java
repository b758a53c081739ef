package org.dockerrm.policy;

import java.time.Instant;
import org.dockerrm.catalog.HealPolicy;
import org.dockerrm.catalog.ScalePolicy;

/** What a policy of either kind does now. */
final class Decisions {

  private Decisions() {}

  /**
   * Decides.
   *
   * @param members how many members the instance's cluster has
   */
  static Decision decide(
      NamedPolicy policy, PolicyState state, PolicySubject subject, int members, Instant now) {
    if (policy.policy() instanceof HealPolicy heal) {
      return HealRule.decide(policy.name(), heal, state, subject, now);
    }
    return ScaleRule.decide(
        policy.name(), (ScalePolicy) policy.policy(), state, subject, members, now);
  }
}
