package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.dockerrm.transition.Requests;
import org.springframework.stereotype.Component;

/**
 * Removes what an Install made that was given up, and then its instance. Where a client has asked
 * for another transition meanwhile, such as Uninstall, the instance is left to that one. Every
 * refusal of the host is tried again: no client waits for this, and nothing may be left behind.
 */
@Component
class UndoInstall implements JavaDelegate {

  private final RequestRuns runs;
  private final Requests transitions;
  private final Inventory inventory;

  UndoInstall(RequestRuns runs, Requests transitions, Inventory inventory) {
    this.runs = runs;
    this.transitions = transitions;
    this.inventory = inventory;
  }

  @Override
  public void execute(DelegateExecution execution) {
    String resourceId = transitions.find(Step.requestId(execution)).orElseThrow().resourceId();
    if (inventory.find(resourceId).isEmpty() || transitions.findOpen(resourceId).isPresent()) {
      return;
    }
    RequestRun run = runs.find(Step.requestId(execution));
    switch (run.type().kind()) {
      case CONTAINER ->
          Containers.find(run).ifPresent(container -> Containers.remove(run, container));
      case NETWORK -> RemoveNetwork.removeOwn(run);
      case VOLUME -> RemoveVolume.removeOwn(run);
    }
    runs.forgetInstance(Step.requestId(execution));
  }
}
