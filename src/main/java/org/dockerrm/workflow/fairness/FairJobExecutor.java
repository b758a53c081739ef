package org.dockerrm.workflow.fairness;

import org.dockerrm.workflow.engine.TrackingJobExecutor;
import org.springframework.beans.factory.ObjectProvider;

/** The engine's job executor, which runs jobs as their locations' turns allow. */
final class FairJobExecutor extends TrackingJobExecutor {

  private final ObjectProvider<LocationFairness> turns;

  FairJobExecutor(ObjectProvider<LocationFairness> turns) {
    this.turns = turns;
  }

  @Override
  protected void work(String jobId, Runnable job) {
    turns.getObject().run(jobId, job, this::jobWasAdded);
  }
}
