package org.dockerrm.workflow.engine;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;

/** A job executor that knows which jobs wait or run in it. */
final class HeldJobs extends SpringJobExecutor {

  private final Set<String> jobs = ConcurrentHashMap.newKeySet();

  /** Whether it has that job. */
  boolean holds(String jobId) {
    return jobs.contains(jobId);
  }

  @Override
  public Runnable getExecuteJobsRunnable(List<String> jobIds, ProcessEngineImpl engine) {
    return new Batch(jobIds, engine);
  }

  private final class Batch extends ExecuteJobsRunnable {

    private final Set<String> mine = ConcurrentHashMap.newKeySet();

    Batch(List<String> jobIds, ProcessEngineImpl engine) {
      super(jobIds, engine);
      hold(jobIds);
    }

    private void hold(Collection<String> jobIds) {
      mine.addAll(jobIds);
      jobs.addAll(jobIds);
    }

    @Override
    public void run() {
      try {
        super.run();
      } finally {
        jobs.removeAll(mine);
      }
    }

    @Override
    protected void executeJob(String jobId, CommandExecutor executor, JobFailureCollector failure) {
      // What a job leads to next is put behind it, locked already.
      hold(Context.getJobExecutorContext().getCurrentProcessorJobQueue());
      hold(List.of(jobId));
      super.executeJob(jobId, executor, failure);
    }
  }
}
