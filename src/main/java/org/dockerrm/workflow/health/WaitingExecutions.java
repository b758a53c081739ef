package org.dockerrm.workflow.health;

import java.util.Date;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The process executions that wait for healthy containers; two of their variables say which. */
@Component
class WaitingExecutions {

  /** When the wait ends at the latest; there as long as an execution waits. */
  static final String UNTIL = "healthyUntil";

  /** How many checks had failed in a row as the wait began. */
  static final String FAILURES_BEFORE = "healthFailuresBefore";

  private final RuntimeService runtime;
  private final RequestRuns runs;

  WaitingExecutions(RuntimeService runtime, RequestRuns runs) {
    this.runtime = runtime;
    this.runs = runs;
  }

  /** All of them, as they were left by the manager's last end. */
  @Transactional(readOnly = true)
  public List<HealthWait> all() {
    return runtime
        .createExecutionQuery()
        .variableValueGreaterThan(UNTIL, new Date(0))
        .list()
        .stream()
        .map(this::read)
        .toList();
  }

  private HealthWait read(Execution execution) {
    Map<String, Object> own = runtime.getVariablesLocal(execution.getId());
    String requestId =
        runtime
            .createProcessInstanceQuery()
            .processInstanceId(execution.getProcessInstanceId())
            .singleResult()
            .getBusinessKey();
    return new HealthWait(
        execution.getId(),
        requestId,
        runs.find(requestId).instance().containerId().orElse(""),
        ((Date) own.get(UNTIL)).toInstant(),
        (Integer) own.get(FAILURES_BEFORE));
  }

  /** Whether an execution still waits. */
  @Transactional(readOnly = true)
  public boolean has(HealthWait wait) {
    return runtime
            .createExecutionQuery()
            .executionId(wait.executionId())
            .variableValueGreaterThan(UNTIL, new Date(0))
            .count()
        > 0;
  }

  /**
   * Moves the process on.
   *
   * @return false where the process is suspended, so that the verdict has to wait
   */
  @Transactional
  public boolean resume(HealthWait wait, HealthVerdict verdict) {
    if (!has(wait)) {
      return true;
    }
    if (runtime.createExecutionQuery().executionId(wait.executionId()).suspended().count() > 0) {
      return false;
    }
    runtime.signal(wait.executionId(), "healthKnown", verdict, Map.of());
    return true;
  }
}
