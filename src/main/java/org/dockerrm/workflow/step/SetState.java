package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/**
 * Sets the instance's state: what the state machine says ({@code afterSuccess}, {@code
 * afterFailure}), or the state that the designer names (input {@code state}).
 */
@Component
class SetState implements JavaDelegate {

  private final RequestRuns runs;

  SetState(RequestRuns runs) {
    this.runs = runs;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String requestId = Step.requestId(execution);
    String state = Inputs.text(execution, "state", "");
    switch (state) {
      case "afterSuccess" -> runs.setStateAfterSuccess(requestId);
      case "afterFailure" -> runs.setStateAfterFailure(requestId);
      default -> runs.setState(requestId, named(state));
    }
  }

  private static ResourceState named(String state) {
    try {
      return ResourceState.valueOf(state);
    } catch (IllegalArgumentException e) {
      throw Failures.permanent(
          FailureCode.INTERNAL_ERROR, "step input 'state' names no state: '" + state + "'");
    }
  }
}
