package org.dockerrm.workflow.script;

import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.dockerrm.workflow.step.Inputs;
import org.springframework.stereotype.Component;

/**
 * Runs the script that {@code lifecycle.yaml} gives the transition, or the one that input {@code
 * transition} names.
 */
@Component
class RunLifecycleScript extends ScriptStep {

  private final Inventory inventory;

  RunLifecycleScript(
      RequestRuns runs,
      JdbcScriptRuns scriptRuns,
      ScriptResults results,
      ScriptOutcomes outcomes,
      Inventory inventory) {
    super(runs, scriptRuns, results, outcomes);
    this.inventory = inventory;
  }

  @Override
  Optional<String> script(RequestRun run, ActivityExecution execution) {
    String transition = Inputs.text(execution, "transition", run.transition().transitionName());
    return run.type().descriptor().transition(transition).flatMap(run.type()::lifecycleScript);
  }

  @Override
  void readBack(RequestRun run, Map<String, String> parameters) {
    inventory.putProperties(
        run.instance().resourceId(),
        ReadBack.changes(
            run.type().descriptor().properties(), ScriptCalls.parameters(run), parameters));
  }
}
