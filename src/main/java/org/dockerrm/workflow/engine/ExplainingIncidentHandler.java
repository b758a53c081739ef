package org.dockerrm.workflow.engine;

import java.util.function.UnaryOperator;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Incident;
import org.dockerrm.transition.RequestRuns;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Says in the request that a step whose retries were used up is tried again; that they are used up
 * says {@link ExplainingRetries}.
 */
class ExplainingIncidentHandler extends DefaultIncidentHandler {

  private final ObjectProvider<RequestRuns> runs;

  ExplainingIncidentHandler(ObjectProvider<RequestRuns> runs) {
    super(Incident.FAILED_JOB_HANDLER_TYPE);
    this.runs = runs;
  }

  /** Retries are used up by failed tries, and by an operator who sets them to zero. */
  @Override
  public Incident createIncident(IncidentContext context, String message) {
    explain(context, step -> ExplainingRetries.usedUp(step, message));
    return super.createIncident(context, message);
  }

  @Override
  public void resolveIncident(IncidentContext context) {
    // The engine resolves what is not there, too: at the end of every job.
    if (isOpen(context)) {
      explain(context, step -> "step '" + step + "' is being tried again");
    }
    super.resolveIncident(context);
  }

  private static boolean isOpen(IncidentContext context) {
    return !Context.getCommandContext()
        .getIncidentManager()
        .findIncidentByConfiguration(context.getConfiguration())
        .isEmpty();
  }

  private void explain(IncidentContext context, UnaryOperator<String> reason) {
    if (context.getExecutionId() == null) {
      return;
    }
    ExecutionEntity execution =
        Context.getCommandContext()
            .getExecutionManager()
            .findExecutionById(context.getExecutionId());
    String id = execution == null ? null : execution.getProcessBusinessKey();
    if (id != null) {
      String step =
          Steps.find(execution, context.getActivityId())
              .map(Steps::name)
              .orElseGet(context::getActivityId);
      runs.getObject().explain(id, reason.apply(step));
    }
  }
}
