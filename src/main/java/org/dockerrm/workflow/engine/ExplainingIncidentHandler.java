package org.dockerrm.workflow.engine;

import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.incident.DefaultIncidentHandler;
import org.camunda.bpm.engine.impl.incident.IncidentContext;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Incident;
import org.dockerrm.transition.TransitionRuns;
import org.dockerrm.workflow.step.Variables;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Where a step's retries are used up, the request says so: it stays open until somebody mends the
 * cause and retries, or the deadline ends it (workflows, "Failure").
 */
class ExplainingIncidentHandler extends DefaultIncidentHandler {

  private final ObjectProvider<TransitionRuns> runs;

  ExplainingIncidentHandler(ObjectProvider<TransitionRuns> runs) {
    super(Incident.FAILED_JOB_HANDLER_TYPE);
    this.runs = runs;
  }

  @Override
  public Incident createIncident(IncidentContext context, String message) {
    explain(
        context,
        "step "
            + context.getActivityId()
            + " failed and its retries are used up: "
            + message
            + ". Mend the cause, then retry the job in Cockpit or POST .../retry.");
    return super.createIncident(context, message);
  }

  @Override
  public void resolveIncident(IncidentContext context) {
    // The engine resolves what is not there, too: at the end of every job.
    if (isOpen(context)) {
      explain(context, "step " + context.getActivityId() + " is being tried again");
    }
    super.resolveIncident(context);
  }

  private static boolean isOpen(IncidentContext context) {
    return !Context.getCommandContext()
        .getIncidentManager()
        .findIncidentByConfiguration(context.getConfiguration())
        .isEmpty();
  }

  private void explain(IncidentContext context, String reason) {
    if (context.getExecutionId() == null) {
      return;
    }
    ExecutionEntity execution =
        Context.getCommandContext()
            .getExecutionManager()
            .findExecutionById(context.getExecutionId());
    if (execution != null && execution.getVariable(Variables.REQUEST_ID) instanceof String id) {
      runs.getObject().explain(id, reason);
    }
  }
}
