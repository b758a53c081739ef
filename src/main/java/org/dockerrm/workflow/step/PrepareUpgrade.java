package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.Upgrade;
import org.dockerrm.transition.Upgrades;
import org.springframework.stereotype.Component;

/** Says in variable {@code stateBefore} how far the instance of an Upgrade is. */
@Component
class PrepareUpgrade implements JavaDelegate {

  private final Upgrades upgrades;

  PrepareUpgrade(Upgrades upgrades) {
    this.upgrades = upgrades;
  }

  @Override
  public void execute(DelegateExecution execution) {
    ResourceState state =
        upgrades
            .of(Step.requestId(execution))
            .map(Upgrade::fromState)
            .orElseThrow(
                () ->
                    Failures.permanent(
                        FailureCode.INTERNAL_ERROR, "the request is no Upgrade of an instance"));
    execution.setVariable("stateBefore", state.name());
  }
}
