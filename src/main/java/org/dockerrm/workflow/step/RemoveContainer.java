package org.dockerrm.workflow.step;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/** Removes the container with its anonymous volumes; one that is gone already is success. */
@Component
class RemoveContainer extends Step {

  private final Inventory inventory;

  RemoveContainer(RequestRuns runs, Inventory inventory) {
    super(runs);
    this.inventory = inventory;
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    Containers.find(run).ifPresent(container -> Containers.remove(run, container));
    inventory.setInternalResources(run.instance().resourceId(), List.of());
  }
}
