package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.location.ContainerView;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.TransitionRun;
import org.dockerrm.transition.TransitionRuns;
import org.springframework.stereotype.Component;

/** Verifies that the container runs. */
@Component
class WaitUntilRunning extends Step {

  WaitUntilRunning(TransitionRuns runs) {
    super(runs);
  }

  @Override
  void perform(TransitionRun run, DelegateExecution execution) {
    ContainerView container = Containers.existing(run);
    if (!container.running()) {
      throw Failures.permanent(
          FailureCode.INFRASTRUCTURE_ERROR,
          "container "
              + container.name()
              + " does not run: its main process ended with exit code "
              + container.exitCode());
    }
  }
}
