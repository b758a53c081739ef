package org.dockerrm.workflow.turn;

import java.util.List;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;
import org.springframework.beans.factory.ObjectProvider;

/** The engine's job executor, which runs jobs as their locations' turns allow. */
final class TurnTakingJobExecutor extends SpringJobExecutor {

  private final ObjectProvider<LocationTurns> turns;

  TurnTakingJobExecutor(ObjectProvider<LocationTurns> turns) {
    this.turns = turns;
  }

  @Override
  public Runnable getExecuteJobsRunnable(List<String> jobIds, ProcessEngineImpl engine) {
    return new TurnTaking(jobIds, engine);
  }

  private final class TurnTaking extends ExecuteJobsRunnable {

    TurnTaking(List<String> jobIds, ProcessEngineImpl engine) {
      super(jobIds, engine);
    }

    @Override
    protected void executeJob(String jobId, CommandExecutor commands, JobFailureCollector failure) {
      turns
          .getObject()
          .run(
              jobId,
              () -> super.executeJob(jobId, commands, failure),
              TurnTakingJobExecutor.this::jobWasAdded);
    }
  }
}
