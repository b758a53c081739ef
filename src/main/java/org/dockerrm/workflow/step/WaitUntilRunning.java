package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.location.ContainerView;
import org.dockerrm.secret.ContainerLogs;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/**
 * Verifies that the container runs. One that was killed meanwhile is started again: an engine that
 * goes down kills what it has just started, which is no failure of the transition.
 */
@Component
class WaitUntilRunning extends Step {

  private final ContainerStart starts;
  private final ContainerLogs logs;

  WaitUntilRunning(RequestRuns runs, ContainerStart starts, ContainerLogs logs) {
    super(runs);
    this.starts = starts;
    this.logs = logs;
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    ContainerView found = Containers.existing(run);
    ContainerView container = found.wasKilled() ? starts.start(run, found) : found;
    if (!container.running()) {
      throw Failures.permanent(
          FailureCode.INFRASTRUCTURE_ERROR,
          "container "
              + container.name()
              + " does not run: its main process ended with exit code "
              + container.exitCode()
              + logs.lastWords(run.host(), container.id(), run.instance()));
    }
  }
}
