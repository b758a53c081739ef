package org.dockerrm.workflow.step;

import java.time.Duration;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.location.Ability;
import org.dockerrm.location.ContainerView;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/**
 * Stops the container: asks, waits for the grace period, then kills. The period is the designer's
 * (input {@code grace}), else the container's own {@code stop-timeout}, else 10 s.
 */
@Component
class StopContainer extends Step {

  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  StopContainer(RequestRuns runs) {
    super(runs);
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    // Where containers exist only while they run, Remove container ends it.
    if (!run.host().traits().can(Ability.HOLDS_STOPPED)) {
      return;
    }
    Containers.find(run)
        .ifPresent(
            container -> run.host().workloads().stop(container.id(), grace(execution, container)));
  }

  private static Duration grace(DelegateExecution execution, ContainerView container) {
    Duration own = Optional.ofNullable(container.stopTimeout()).orElse(DEFAULT_GRACE);
    return Inputs.text(execution, "grace", "").isEmpty()
        ? own
        : Inputs.duration(execution, "grace", own);
  }
}
