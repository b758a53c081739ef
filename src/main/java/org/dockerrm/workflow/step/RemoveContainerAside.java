package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.transition.TransitionRun;
import org.dockerrm.transition.TransitionRuns;
import org.springframework.stereotype.Component;

/** Removes the container that an Upgrade has set aside; gone already is success. */
@Component
class RemoveContainerAside extends Step {

  RemoveContainerAside(TransitionRuns runs) {
    super(runs);
  }

  @Override
  void perform(TransitionRun run, DelegateExecution execution) {
    Containers.aside(run).ifPresent(container -> run.host().remove(container.id()));
  }
}
