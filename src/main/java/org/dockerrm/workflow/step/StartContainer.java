package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.location.ContainerView;
import org.dockerrm.transition.TransitionRun;
import org.dockerrm.transition.TransitionRuns;
import org.springframework.stereotype.Component;

/** Starts the container if it does not run, and fills in the addresses it got. */
@Component
class StartContainer extends Step {

  private final Inventory inventory;
  private final NetworkSlots networks;

  StartContainer(TransitionRuns runs, Inventory inventory, NetworkSlots networks) {
    super(runs);
    this.inventory = inventory;
    this.networks = networks;
  }

  @Override
  void perform(TransitionRun run, DelegateExecution execution) {
    ContainerView container = Containers.existing(run);
    ContainerView running = container.running() ? container : run.host().start(container.id());
    inventory.putProperties(run.instance().resourceId(), networks.addresses(run, running));
  }
}
