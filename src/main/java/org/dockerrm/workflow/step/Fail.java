package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/**
 * Ends the request FAILED with inputs {@code failureCode} and {@code failureReason}; with {@code
 * rolledBack} true, it says so, and the instance of an Install leaves the inventory.
 */
@Component
class Fail implements JavaDelegate {

  private final RequestRuns runs;

  Fail(RequestRuns runs) {
    this.runs = runs;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String requestId = Step.requestId(execution);
    FailureCode code = FailureCode.named(Inputs.text(execution, "failureCode", ""));
    String reason = Inputs.text(execution, "failureReason", "");
    if (Inputs.text(execution, "rolledBack", "false").equals("true")) {
      runs.failRolledBack(requestId, code, reason);
    } else {
      runs.fail(requestId, code, reason);
    }
  }
}
