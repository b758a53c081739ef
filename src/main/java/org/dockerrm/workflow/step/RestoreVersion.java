package org.dockerrm.workflow.step;

import java.util.List;
import org.camunda.bpm.engine.delegate.BpmnError;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.inventory.InternalResource;
import org.dockerrm.location.ContainerView;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.dockerrm.transition.Upgrade;
import org.dockerrm.transition.Upgrades;
import org.springframework.stereotype.Component;

/**
 * Puts the version before of an Upgrade's instance back: its container under its own name and
 * running, and its type and properties. An upgrade that has been taken back already is left alone.
 */
@Component
class RestoreVersion extends Step {

  private final Upgrades upgrades;

  RestoreVersion(RequestRuns runs, Upgrades upgrades) {
    super(runs);
    this.upgrades = upgrades;
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    upgrades.of(run.transition().requestId()).ifPresent(upgrade -> restore(run, upgrade));
  }

  private void restore(RequestRun run, Upgrade upgrade) {
    ContainerView old =
        run.host()
            .workloads()
            .find(upgrade.fromContainer())
            .container()
            .orElseThrow(() -> gone(run));
    run.host()
        .workloads()
        .find(Containers.nameOf(run))
        .container()
        .filter(made -> ResourceLabels.own(run, made.labels()) && !made.id().equals(old.id()))
        .ifPresent(made -> Containers.remove(run, made));
    run.host().workloads().rename(old.id(), Containers.nameOf(run));
    run.host().workloads().start(old.id());
    upgrades.takeBack(
        upgrade, List.of(InternalResource.container(old.id(), Containers.nameOf(run))));
  }

  private static BpmnError gone(RequestRun run) {
    return Failures.permanent(
        FailureCode.RESOURCE_NOT_FOUND,
        "container " + Containers.asideNameOf(run) + " of the version before is gone");
  }
}
