package org.dockerrm.workflow.engine;

import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.jobexecutor.FailedJobCommandFactory;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.dockerrm.location.HostException;
import org.dockerrm.transition.RequestRuns;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;

/**
 * Counts tries as the engine does, and says in the request and in the log why one failed and when
 * the next is. It is the only one to log it: the engine's own lines are off ({@link
 * EngineConfiguration}, {@code application.yml}).
 */
class ExplainingRetries implements FailedJobCommandFactory {

  private static final Logger log = LoggerFactory.getLogger(ExplainingRetries.class);

  private final ObjectProvider<RequestRuns> runs;

  ExplainingRetries(ObjectProvider<RequestRuns> runs) {
    this.runs = runs;
  }

  @Override
  public Command<Object> getCommand(String jobId, Throwable exception) {
    return new ExplainedRetry(jobId, exception);
  }

  /** What a request shows while a step waits for an operator. */
  static String usedUp(String step, String cause) {
    return "step '%s' failed and its retries are used up: %s. Fix the cause, then retry the job in Cockpit or POST .../retry."
        .formatted(step, cause);
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
      boolean movedOn = exception instanceof OptimisticLockingException;
      if (!movedOn && job != null && job.getExecution() != null) {
        tell(job, job.getExecution());
      }
      return result;
    }

    private void tell(JobEntity job, ExecutionEntity execution) {
      Optional<ActivityImpl> activity = Steps.find(execution, job.getActivityId());
      String step = activity.map(Steps::name).orElseGet(job::getActivityId);
      String reason = job.getRetries() > 0 ? again(job, step) : usedUp(step, cause());
      String id = execution.getProcessBusinessKey();
      if (id != null) {
        runs.getObject().tryFailed(id, activity.flatMap(Steps::progress).orElse(null), reason);
      }
      log(reason);
    }

    private String again(JobEntity job, String step) {
      return "step '%s' failed: %s. It is tried again %s; tries left: %d."
          .formatted(step, cause(), when(job.getDuedate()), job.getRetries());
    }

    private String cause() {
      return Optional.ofNullable(exception.getMessage()).orElseGet(exception::toString);
    }

    /** One line for each try; the stack trace of what no step should throw comes with it. */
    private void log(String reason) {
      String line = reason.replaceAll("\\p{Cntrl}+", " ");
      if (isExpected(NestedExceptionUtils.getMostSpecificCause(exception))) {
        log.warn(line);
        log.debug("the failed try in full", exception);
      } else {
        log.warn(line, exception);
      }
    }

    /**
     * What the outside world, the database or the engine says, and what waits for another request.
     */
    private static boolean isExpected(Throwable cause) {
      return !(cause instanceof Error)
          && !(cause instanceof RuntimeException
              && !(cause instanceof HostException)
              && !(cause instanceof IllegalStateException)
              && !(cause instanceof DataAccessException)
              && !(cause instanceof ProcessEngineException));
    }

    private static String when(@Nullable Date due) {
      return due == null ? "at once" : "at " + due.toInstant().truncatedTo(ChronoUnit.SECONDS);
    }
  }
}
