package org.dockerrm.workflow.script;

import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.runtime.Execution;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The process executions that wait for scripts. */
@Component
class WaitingScripts {

  private final RuntimeService runtime;
  private final JdbcScriptRuns scriptRuns;

  WaitingScripts(RuntimeService runtime, JdbcScriptRuns scriptRuns) {
    this.runtime = runtime;
    this.scriptRuns = scriptRuns;
  }

  /** Whether an execution still stands on that visit of the task. */
  @Transactional(readOnly = true)
  public boolean isAwaited(ScriptRun run) {
    Execution execution =
        runtime.createExecutionQuery().executionId(run.executionId()).singleResult();
    return execution instanceof ExecutionEntity waiting
        && run.activityInstanceId().equals(waiting.getActivityInstanceId());
  }

  /**
   * Moves the process on; where the result is no longer awaited, it is only stored.
   *
   * @return false where the process is suspended, so that the result has to wait
   */
  @Transactional
  public boolean resume(ScriptResults.Delivery delivery) {
    ScriptRun run = delivery.run();
    if (!isAwaited(run)) {
      scriptRuns.finish(run.runId(), null, "its result was no longer awaited");
      return true;
    }
    if (runtime.createExecutionQuery().executionId(run.executionId()).suspended().count() > 0) {
      return false;
    }
    runtime.signal(run.executionId(), "scriptEnded", delivery, Map.of());
    return true;
  }
}
