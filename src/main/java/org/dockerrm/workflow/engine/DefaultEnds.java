package org.dockerrm.workflow.engine;

import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.helper.BpmnProperties;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.ErrorEventDefinition;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityBehavior;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ActivityStartBehavior;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRuns;
import org.dockerrm.workflow.confinement.ConfinedBehavior;
import org.dockerrm.workflow.step.Step;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Ends the request of a process where the process does not do so itself, in the transaction that
 * ends the process: COMPLETED at its end, CANCELLED where it was deleted, FAILED where a BPMN error
 * is thrown that nothing drawn catches.
 *
 * <p>Each process has for this an end listener, and one activity that is in no diagram and catches
 * every error after whatever is drawn. So an error never leaves the process of its own request: a
 * caller learns it from the request of the part.
 */
public final class DefaultEnds extends AbstractBpmnParseListener {

  private static final String ACTIVITY = "dockerrm.uncaughtError";
  private static final String CODE = "failureCode";
  private static final String REASON = "failureReason";

  private final ObjectProvider<RequestRuns> runs;
  private final ApplicationEventPublisher events;

  /** Requests are looked up late: they are kept by beans that the engine itself is a part of. */
  public DefaultEnds(ObjectProvider<RequestRuns> runs, ApplicationEventPublisher events) {
    this.runs = runs;
    this.events = events;
  }

  @Override
  public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
    for (ProcessDefinitionEntity definition : definitions) {
      // Built in, because Cockpit offers to leave out all others where an operator ends a process.
      definition.addBuiltInListener(
          ExecutionListener.EVENTNAME_END, (ExecutionListener) this::ended);
      catchEveryError(definition);
    }
  }

  private void catchEveryError(ProcessDefinitionEntity definition) {
    ActivityImpl handler = definition.createActivity(ACTIVITY);
    handler.setEventScope(definition);
    handler.setActivityStartBehavior(ActivityStartBehavior.INTERRUPT_EVENT_SCOPE);
    handler.setActivityBehavior(new FailRequest());
    ErrorEventDefinition everyError = new ErrorEventDefinition(ACTIVITY);
    everyError.setErrorCodeVariable(CODE);
    everyError.setErrorMessageVariable(REASON);
    // The engine asks in this order, and has sorted what is drawn by now.
    definition.getProperties().addListItem(BpmnProperties.ERROR_EVENT_DEFINITIONS, everyError);
  }

  private void ended(DelegateExecution execution) {
    String requestId = Step.requestId(execution);
    if (requestId == null) {
      // Started by hand in Cockpit, without a request.
      return;
    }
    if (((ExecutionEntity) execution).isCanceled()) {
      runs.getObject().cancel(requestId, "its process was ended by hand");
    } else {
      runs.getObject().completeByDefault(requestId);
    }
    events.publishEvent(new RunEnded(requestId));
  }

  private final class FailRequest implements ActivityBehavior, ConfinedBehavior {

    @Override
    public void execute(ActivityExecution execution) {
      String requestId = Step.requestId(execution);
      if (requestId != null) {
        String code = Objects.toString(execution.getVariable(CODE), "");
        String reason = Objects.toString(execution.getVariable(REASON), "");
        runs.getObject()
            .failByDefault(
                requestId,
                FailureCode.named(code),
                reason.isBlank() ? "The step gave no reason." : reason);
      }
      execution.end(true);
    }
  }
}
