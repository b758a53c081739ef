package org.dockerrm.workflow.engine;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.impl.ProcessEngineImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.interceptor.CommandExecutor;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobsRunnable;
import org.camunda.bpm.engine.impl.jobexecutor.JobFailureCollector;
import org.camunda.bpm.engine.spring.components.jobexecutor.SpringJobExecutor;

/** A job executor that knows which jobs wait or run in it. */
public class TrackingJobExecutor extends SpringJobExecutor {

  /** A job that was given back can be here again before the batch that it came with has ended. */
  private final Map<String, Integer> jobs = new ConcurrentHashMap<>();

  /** Whether it has that job. */
  boolean holds(String jobId) {
    return jobs.containsKey(jobId);
  }

  /** Does one job, on the thread that came for it. */
  protected void work(String jobId, Runnable job) {
    job.run();
  }

  @Override
  public final Runnable getExecuteJobsRunnable(List<String> jobIds, ProcessEngineImpl engine) {
    return new Batch(jobIds, engine);
  }

  private final class Batch extends ExecuteJobsRunnable {

    private final Set<String> mine = new HashSet<>();

    Batch(List<String> jobIds, ProcessEngineImpl engine) {
      super(jobIds, engine);
      hold(jobIds);
    }

    private void hold(Collection<String> jobIds) {
      jobIds.stream().filter(mine::add).forEach(job -> jobs.merge(job, 1, Integer::sum));
    }

    @Override
    public void run() {
      try {
        super.run();
      } finally {
        mine.forEach(
            job -> jobs.computeIfPresent(job, (id, times) -> times > 1 ? times - 1 : null));
      }
    }

    @Override
    protected void executeJob(String jobId, CommandExecutor executor, JobFailureCollector failure) {
      // What a job leads to next is put behind it, locked already.
      hold(Context.getJobExecutorContext().getCurrentProcessorJobQueue());
      hold(List.of(jobId));
      work(jobId, () -> super.executeJob(jobId, executor, failure));
    }
  }
}
