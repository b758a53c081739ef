package org.dockerrm.workflow.step;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/** Removes the instance's network; one that containers use is a failure that names them. */
@Component
class RemoveNetwork extends Step {

  private final Inventory inventory;

  RemoveNetwork(RequestRuns runs, Inventory inventory) {
    super(runs);
    this.inventory = inventory;
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    removeOwn(run);
    inventory.setInternalResources(run.instance().resourceId(), List.of());
  }

  /** By its label too, since an Install that failed may not have taken down what it created. */
  static void removeOwn(RequestRun run) {
    run.instance().networkId().ifPresent(run.host().requireNetworks()::remove);
    run.host().requireNetworks().all().stream()
        .filter(network -> ResourceLabels.own(run, network.labels()))
        .forEach(network -> run.host().requireNetworks().remove(network.id()));
  }
}
