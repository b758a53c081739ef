package org.dockerrm.transition;

import java.util.Arrays;
import java.util.Optional;

/** What a policy can ask for; each is a process that a BPMN message of its name starts. */
public enum PolicyAction {
  /** Brings an instance back to work. */
  HEAL("Heal"),
  /** Adds members to an instance's cluster. */
  SCALE_OUT("ScaleOut"),
  /** Removes the youngest members of an instance's cluster. */
  SCALE_IN("ScaleIn");

  private final String process;

  PolicyAction(String process) {
    this.process = process;
  }

  /** What a request of a policy does; empty for every other request. */
  public static Optional<PolicyAction> named(Request request) {
    return request.operation()
        ? Optional.empty()
        : Arrays.stream(values())
            .filter(action -> action.process.equals(request.transitionName()))
            .findFirst();
  }

  /** The name of the process, of its message and of the request's transition. */
  public String process() {
    return process;
  }
}
