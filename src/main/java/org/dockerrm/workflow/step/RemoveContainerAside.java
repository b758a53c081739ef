package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/** Removes the container that an Upgrade has set aside; gone already is success. */
@Component
class RemoveContainerAside extends Step {

  RemoveContainerAside(RequestRuns runs) {
    super(runs);
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    Containers.aside(run).ifPresent(container -> Containers.remove(run, container));
  }
}
