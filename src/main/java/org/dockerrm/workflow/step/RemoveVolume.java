package org.dockerrm.workflow.step;

import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/**
 * Removes the instance's volume with everything in it; one that containers use is a failure that
 * names them, and one of that name that is not the instance's is left alone.
 */
@Component
class RemoveVolume extends Step {

  static final String NAME_PROPERTY = "volumename";

  private final Inventory inventory;

  RemoveVolume(RequestRuns runs, Inventory inventory) {
    super(runs);
    this.inventory = inventory;
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    removeOwn(run);
    inventory.setInternalResources(run.instance().resourceId(), List.of());
  }

  static void removeOwn(RequestRun run) {
    String name = run.instance().properties().getOrDefault(NAME_PROPERTY, "");
    run.host()
        .requireVolumes()
        .find(name)
        .filter(volume -> ResourceLabels.own(run, volume.labels()))
        .ifPresent(volume -> run.host().requireVolumes().remove(volume.name()));
  }
}
