package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.transition.TransitionRun;
import org.dockerrm.transition.TransitionRuns;
import org.springframework.stereotype.Component;

/**
 * Removes the member that variable {@code memberId} names, without its scripts: its container, and
 * it from the inventory. Gone already is success.
 */
@Component
class DiscardMember extends Step {

  private final Inventory inventory;

  DiscardMember(TransitionRuns runs, Inventory inventory) {
    super(runs);
    this.inventory = inventory;
  }

  @Override
  void perform(TransitionRun run, DelegateExecution execution) {
    inventory
        .find(Inputs.text(execution, "memberId", ""))
        .ifPresent(member -> discard(run, member));
  }

  private void discard(TransitionRun run, ResourceInstance member) {
    TransitionRun ofMember =
        new TransitionRun(
            run.transition(), member, run.type(), run.location(), run.managerId(), run.mask());
    Containers.find(ofMember).ifPresent(container -> run.host().remove(container.id()));
    inventory.remove(member.resourceId());
  }
}
