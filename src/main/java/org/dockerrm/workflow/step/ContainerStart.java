package org.dockerrm.workflow.step;

import org.dockerrm.inventory.Inventory;
import org.dockerrm.location.ContainerView;
import org.dockerrm.transition.TransitionRun;
import org.springframework.stereotype.Component;

/** Starts containers and fills in the addresses they got. */
@Component
class ContainerStart {

  private final Inventory inventory;
  private final NetworkSlots networks;

  ContainerStart(Inventory inventory, NetworkSlots networks) {
    this.inventory = inventory;
    this.networks = networks;
  }

  /** The container, running; one that runs is left as it is. */
  ContainerView start(TransitionRun run, ContainerView container) {
    ContainerView running = container.running() ? container : run.host().start(container.id());
    inventory.putProperties(run.instance().resourceId(), networks.addresses(run, running));
    return running;
  }
}
