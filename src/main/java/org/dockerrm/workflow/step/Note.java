package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/**
 * Notes in the request what its client should know however it ends: input {@code text}, and behind
 * it variable {@code failureReason} where a caught error left one.
 */
@Component
class Note implements JavaDelegate {

  private final RequestRuns runs;

  Note(RequestRuns runs) {
    this.runs = runs;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String reason = Inputs.text(execution, "failureReason", "");
    String text = Inputs.text(execution, "text", "");
    runs.note(Step.requestId(execution), reason.isEmpty() ? text : text + ": " + reason);
  }
}
