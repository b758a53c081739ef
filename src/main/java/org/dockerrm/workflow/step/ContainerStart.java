package org.dockerrm.workflow.step;

import org.dockerrm.inventory.ContainerStarts;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.location.ContainerView;
import org.dockerrm.transition.RequestRun;
import org.springframework.stereotype.Component;

/** Starts containers and fills in the addresses they got. */
@Component
class ContainerStart {

  private final Inventory inventory;
  private final ContainerStarts starts;
  private final NetworkSlots networks;

  ContainerStart(Inventory inventory, ContainerStarts starts, NetworkSlots networks) {
    this.inventory = inventory;
    this.starts = starts;
    this.networks = networks;
  }

  /** The container, running; one that runs is left as it is. */
  ContainerView start(RequestRun run, ContainerView container) {
    ContainerView running =
        container.running() ? container : run.host().workloads().start(container.id());
    starts.record(run.instance().resourceId(), running.startedAt());
    inventory.putProperties(run.instance().resourceId(), networks.addresses(run, running));
    return running;
  }
}
