package org.dockerrm.workflow.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.dockerrm.transition.RequestRuns;
import org.dockerrm.workflow.step.Step;
import org.springframework.beans.factory.ObjectProvider;

/** Tells a request that its process begins a step. */
class ProgressListener implements ExecutionListener {

  /** Asked for late: requests are kept by beans that the engine itself is a part of. */
  private final ObjectProvider<RequestRuns> runs;

  ProgressListener(ObjectProvider<RequestRuns> runs) {
    this.runs = runs;
  }

  @Override
  public void notify(DelegateExecution execution) {
    ActivityImpl step = ((ExecutionEntity) execution).getActivity();
    String requestId = Step.requestId(execution);
    if (requestId != null) {
      runs.getObject()
          .begins(requestId, execution.getProcessInstanceId(), Steps.progress(step).orElse(null));
    }
  }
}
