package org.dockerrm.policy;

import org.dockerrm.transition.PolicyAction;

/** What came of writing down what was seen. */
sealed interface Outcome {

  /** The state as it is written now. */
  PolicyState state();

  /**
   * Nothing fired.
   *
   * @param state as it is written now
   * @param outdated whether the instance or its cluster is not as this manager thought
   */
  record Kept(PolicyState state, boolean outdated) implements Outcome {}

  /**
   * It fired.
   *
   * @param state as it is written now
   * @param fire what was asked for, and why
   * @param requestId the request that it made
   */
  record Fired(PolicyState state, Decision.Fire fire, String requestId) implements Outcome {
    PolicyAction action() {
      return fire.action();
    }
  }

  /**
   * It would have fired, and was not let in.
   *
   * @param state as it is written now
   * @param reason why
   */
  record Refused(PolicyState state, String reason) implements Outcome {}
}
