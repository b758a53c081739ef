package org.dockerrm.workflow.turn;

import org.dockerrm.workflow.engine.HeldJobs;
import org.springframework.beans.factory.ObjectProvider;

/** The engine's job executor, which runs jobs as their locations' turns allow. */
final class TurnTakingJobExecutor extends HeldJobs {

  private final ObjectProvider<LocationTurns> turns;

  TurnTakingJobExecutor(ObjectProvider<LocationTurns> turns) {
    this.turns = turns;
  }

  @Override
  protected void work(String jobId, Runnable job) {
    turns.getObject().run(jobId, job, this::jobWasAdded);
  }
}
