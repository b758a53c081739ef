package org.dockerrm.workflow.step;

import java.time.Duration;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.transition.TransitionRun;
import org.dockerrm.transition.TransitionRuns;
import org.springframework.stereotype.Component;

/** Stops the container: asks, waits for the grace period (input {@code grace}), then kills. */
@Component
class StopContainer extends Step {

  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  StopContainer(TransitionRuns runs) {
    super(runs);
  }

  @Override
  void perform(TransitionRun run, DelegateExecution execution) {
    Duration grace = Inputs.duration(execution, "grace", DEFAULT_GRACE);
    Containers.find(run).ifPresent(container -> run.host().stop(container.id(), grace));
  }
}
