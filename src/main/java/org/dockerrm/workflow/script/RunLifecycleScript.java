package org.dockerrm.workflow.script;

import java.util.Map;
import java.util.Optional;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.transition.TransitionRun;
import org.dockerrm.transition.TransitionRuns;
import org.springframework.stereotype.Component;

/** Runs the script that {@code lifecycle.yaml} gives the transition. */
@Component
class RunLifecycleScript extends ScriptStep {

  private final Inventory inventory;

  RunLifecycleScript(
      TransitionRuns runs,
      JdbcScriptRuns scriptRuns,
      ScriptResults results,
      ScriptOutcomes outcomes,
      Inventory inventory) {
    super(runs, scriptRuns, results, outcomes);
    this.inventory = inventory;
  }

  @Override
  Optional<String> script(TransitionRun run) {
    return run.type().lifecycleScript(run.transition().transitionName());
  }

  @Override
  void readBack(TransitionRun run, Map<String, String> parameters) {
    inventory.putProperties(
        run.instance().resourceId(),
        ReadBack.changes(
            run.type().descriptor().properties(), ScriptCalls.parameters(run), parameters));
  }
}
