package org.dockerrm.workflow.step;

import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.location.Ability;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/**
 * Says in variable {@code healing} what the next attempt is: {@code restart} for the first one
 * where the container is there, else {@code recreate}. After {@code maxAttempts} it fails.
 */
@Component
class ChooseHealing extends Step {

  private static final String ATTEMPT = "attempt";
  private static final String HEALING = "healing";

  ChooseHealing(RequestRuns runs) {
    super(runs);
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    Map<String, String> settings = run.transition().properties();
    int attempt = execution.getVariable(ATTEMPT) instanceof Integer before ? before + 1 : 1;
    int most = Integer.parseInt(settings.getOrDefault("maxAttempts", "3"));
    if (attempt > most) {
      throw Failures.permanent(
          FailureCode.named(Inputs.text(execution, "failureCode", "")),
          "not healed after %d attempts; the last one: %s"
              .formatted(most, Inputs.text(execution, "failureReason", "no reason was given")));
    }
    boolean restart =
        attempt == 1
            && !"recreate".equals(settings.get("action"))
            && run.host().traits().can(Ability.HOLDS_STOPPED)
            && Containers.find(run).isPresent();
    execution.setVariable(ATTEMPT, attempt);
    execution.setVariable(HEALING, restart ? "restart" : "recreate");
  }
}
