package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.TransitionRuns;
import org.springframework.stereotype.Component;

/** Ends the request FAILED with inputs {@code failureCode} and {@code failureReason}. */
@Component
class Fail implements JavaDelegate {

  private final TransitionRuns runs;

  Fail(TransitionRuns runs) {
    this.runs = runs;
  }

  @Override
  public void execute(DelegateExecution execution) {
    FailureCode code = FailureCode.named(Inputs.text(execution, "failureCode", ""));
    runs.fail(Step.requestId(execution), code, Inputs.text(execution, "failureReason", ""));
  }
}
