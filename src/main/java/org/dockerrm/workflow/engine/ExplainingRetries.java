package org.dockerrm.workflow.engine;

import java.time.temporal.ChronoUnit;
import java.util.Date;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.FailedJobCommandFactory;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.dockerrm.transition.TransitionRuns;
import org.dockerrm.workflow.step.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;

/** Counts tries as the engine does, and tells the request why one failed and when the next is. */
class ExplainingRetries implements FailedJobCommandFactory {

  private final ObjectProvider<TransitionRuns> runs;

  ExplainingRetries(ObjectProvider<TransitionRuns> runs) {
    this.runs = runs;
  }

  @Override
  public Command<Object> getCommand(String jobId, Throwable exception) {
    return new ExplainedRetry(jobId, exception);
  }

  private final class ExplainedRetry extends DefaultJobRetryCmd {

    private static final long serialVersionUID = 1L;

    ExplainedRetry(String jobId, Throwable exception) {
      super(jobId, exception);
    }

    @Override
    public Object execute(CommandContext commandContext) {
      Object result = super.execute(commandContext);
      JobEntity job = getJob();
      if (job != null && job.getRetries() > 0 && job.getExceptionMessage() != null) {
        explain(job);
      }
      return result;
    }

    private void explain(JobEntity job) {
      ExecutionEntity execution = job.getExecution();
      if (execution != null && execution.getVariable(Variables.REQUEST_ID) instanceof String id) {
        runs.getObject()
            .explain(
                id,
                "step %s failed: %s. It is tried again %s; tries left: %d."
                    .formatted(
                        job.getActivityId(),
                        job.getExceptionMessage(),
                        when(job.getDuedate()),
                        job.getRetries()));
      }
    }

    private static String when(@Nullable Date due) {
      return due == null ? "at once" : "at " + due.toInstant().truncatedTo(ChronoUnit.SECONDS);
    }
  }
}
