package org.dockerrm.workflow.step;

import java.time.Duration;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.location.ContainerView;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.dockerrm.transition.Upgrade;
import org.dockerrm.transition.Upgrades;
import org.springframework.stereotype.Component;

/**
 * Stops the container of an Upgrade's instance, renames it so that it can be put back, and makes
 * the instance one of the new version.
 */
@Component
class SetContainerAside extends Step {

  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);

  private final Upgrades upgrades;

  SetContainerAside(RequestRuns runs, Upgrades upgrades) {
    super(runs);
    this.upgrades = upgrades;
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    Upgrade upgrade = upgrades.of(run.transition().requestId()).orElseThrow();
    if (run.instance().resourceType().equals(upgrade.toType())) {
      return;
    }
    run.host()
        .workloads()
        .find(upgrade.fromContainer())
        .container()
        .ifPresent(container -> setAside(run, container));
    upgrades.advance(upgrade);
  }

  private static void setAside(RequestRun run, ContainerView container) {
    Containers.aside(run)
        .filter(leftover -> !leftover.id().equals(container.id()))
        .ifPresent(leftover -> Containers.remove(run, leftover));
    run.host()
        .workloads()
        .stop(container.id(), Optional.ofNullable(container.stopTimeout()).orElse(DEFAULT_GRACE));
    run.host().workloads().rename(container.id(), Containers.asideNameOf(run));
  }
}
