package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/** Starts the container if it does not run, and fills in the addresses it got. */
@Component
class StartContainer extends Step {

  private final ContainerStart starts;

  StartContainer(RequestRuns runs, ContainerStart starts) {
    super(runs);
    this.starts = starts;
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    starts.start(run, Containers.existing(run));
  }
}
