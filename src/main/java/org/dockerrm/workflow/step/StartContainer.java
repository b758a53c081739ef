package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.transition.TransitionRun;
import org.dockerrm.transition.TransitionRuns;
import org.springframework.stereotype.Component;

/** Starts the container if it does not run, and fills in the addresses it got. */
@Component
class StartContainer extends Step {

  private final ContainerStart starts;

  StartContainer(TransitionRuns runs, ContainerStart starts) {
    super(runs);
    this.starts = starts;
  }

  @Override
  void perform(TransitionRun run, DelegateExecution execution) {
    starts.start(run, Containers.existing(run));
  }
}
