package org.dockerrm.workflow.engine;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRuns;
import org.dockerrm.workflow.step.Step;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Ends the request of a process that is over without having done so: it was ended in Cockpit, or
 * its designer forgot to end the request.
 */
class EndedRunListener implements ExecutionListener {

  private final ObjectProvider<RequestRuns> runs;
  private final ApplicationEventPublisher events;

  EndedRunListener(ObjectProvider<RequestRuns> runs, ApplicationEventPublisher events) {
    this.runs = runs;
    this.events = events;
  }

  @Override
  public void notify(DelegateExecution execution) {
    String requestId = Step.requestId(execution);
    if (requestId == null) {
      // Started by hand in Cockpit, without a request.
      return;
    }
    if (((ExecutionEntity) execution).isCanceled()) {
      runs.getObject().cancel(requestId, "its process was ended by hand");
    } else {
      runs.getObject().fail(requestId, FailureCode.INTERNAL_ERROR, "its process ended too early");
    }
    events.publishEvent(new RunEnded(requestId));
  }
}
