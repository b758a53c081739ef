package org.dockerrm.workflow.call;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.transition.RequestParts.Command;
import org.dockerrm.workflow.step.Inputs;
import org.dockerrm.workflow.step.Step;

/**
 * The inputs that a designer gives a call activity.
 *
 * @param requestId the request whose process calls
 * @param instance the instance that is called; empty where there is none to call
 * @param operation the operation to call; empty where there is none, or for a transition
 * @param member the instance whose properties the operation gets
 * @param joined {@code true} or {@code false}: what the operation makes of the member for the
 *     target of its cluster; empty where it has nothing to do with that
 */
record CallInputs(
    String requestId, String instance, String operation, String member, String joined) {

  static CallInputs of(DelegateExecution execution, String own) {
    return new CallInputs(
        Step.requestId(execution),
        Inputs.text(execution, "instance", own),
        Inputs.text(execution, "operation", ""),
        Inputs.text(execution, "member", own),
        Inputs.text(execution, "joined", ""));
  }

  Optional<Command> transitionCall(String name) {
    return Optional.of(Command.transition(requestId, instance, name));
  }

  Optional<Command> operationCall() {
    return instance.isEmpty() || operation.isEmpty()
        ? Optional.empty()
        : Optional.of(Command.operation(requestId, instance, operation, member));
  }
}
