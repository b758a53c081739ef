package org.dockerrm.workflow.step;

import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.inventory.Clusters;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/**
 * Removes the member that variable {@code memberId} names, without its scripts: its container, and
 * it from the inventory. Gone already is success.
 */
@Component
class DiscardMember extends Step {

  private final Inventory inventory;
  private final Clusters clusters;

  DiscardMember(RequestRuns runs, Inventory inventory, Clusters clusters) {
    super(runs);
    this.inventory = inventory;
    this.clusters = clusters;
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    String memberId = Inputs.text(execution, "memberId", "");
    boolean added =
        clusters.addedBy(run.transition().requestId()).stream()
            .anyMatch(member -> member.resourceId().equals(memberId));
    Optional<ResourceInstance> member = inventory.find(memberId);
    if (member.isPresent() && !added) {
      throw Failures.permanent(
          FailureCode.INTERNAL_ERROR,
          "instance " + memberId + " was not added by this request, which alone can be discarded");
    }
    member.ifPresent(one -> discard(run, one));
  }

  private void discard(RequestRun run, ResourceInstance member) {
    RequestRun ofMember =
        new RequestRun(
            run.transition(), member, run.type(), run.location(), run.managerId(), run.mask());
    Containers.find(ofMember).ifPresent(container -> Containers.remove(run, container));
    inventory.remove(member.resourceId());
  }
}
