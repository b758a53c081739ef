package org.dockerrm.workflow.script;

import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/** Runs the script that {@code operations.yaml} gives the operation. */
@Component
class RunOperationScript extends ScriptStep {

  private final RequestRuns runs;

  RunOperationScript(
      RequestRuns runs, JdbcScriptRuns scriptRuns, ScriptResults results, ScriptOutcomes outcomes) {
    super(runs, scriptRuns, results, outcomes);
    this.runs = runs;
  }

  @Override
  Optional<String> script(RequestRun run, ActivityExecution execution) {
    return run.type().operationScript(run.transition().transitionName());
  }

  @Override
  void readBack(RequestRun run, Map<String, String> parameters) {
    Map<String, PropertyDefinition> declared =
        run.type().operation(run.transition().transitionName()).orElse(Map.of());
    runs.putOperationProperties(
        run.transition().requestId(),
        ReadBack.changes(declared, ScriptCalls.parameters(run), parameters));
  }
}
