package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/** Ends the request COMPLETED and announces it. */
@Component
class Complete implements JavaDelegate {

  private final RequestRuns runs;

  Complete(RequestRuns runs) {
    this.runs = runs;
  }

  @Override
  public void execute(DelegateExecution execution) {
    runs.complete(Step.requestId(execution));
  }
}
