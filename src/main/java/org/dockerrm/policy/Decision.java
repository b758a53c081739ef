package org.dockerrm.policy;

import org.dockerrm.transition.PolicyAction;

/** What a policy does now. */
sealed interface Decision {

  /**
   * It fires.
   *
   * @param action what is asked for
   * @param reason why, fit for operators
   */
  record Fire(PolicyAction action, String reason) implements Decision {}

  /**
   * It does not fire.
   *
   * @param reason why not, fit for operators
   */
  record Wait(String reason) implements Decision {}
}
