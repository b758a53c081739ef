package org.dockerrm.workflow.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.dockerrm.transition.TransitionRuns;
import org.dockerrm.workflow.step.Step;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Ends the request of a process that is over without having done so: somebody ended it in Cockpit,
 * or its designer forgot to.
 */
class EndedRunListener implements ExecutionListener {

  private final ObjectProvider<TransitionRuns> runs;

  EndedRunListener(ObjectProvider<TransitionRuns> runs) {
    this.runs = runs;
  }

  @Override
  public void notify(DelegateExecution execution) {
    String requestId = Step.requestId(execution);
    if (requestId == null) {
      // Started by hand, for nobody.
      return;
    }
    String reason = ((ExecutionEntity) execution).getDeleteReason();
    String how = reason == null ? "" : ": " + reason;
    runs.getObject().abandon(requestId, "its process was ended by hand or by mistake" + how);
  }
}
