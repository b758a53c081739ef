package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.dockerrm.location.HostException;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;

/**
 * A step on the outside world: inspect, act, verify. Subclasses find their effect already there and
 * succeed quietly, so that repeating a step has the same end as doing it once.
 */
public abstract class Step implements JavaDelegate {

  private final RequestRuns runs;

  Step(RequestRuns runs) {
    this.runs = runs;
  }

  @Override
  public final void execute(DelegateExecution execution) {
    RequestRun run = runs.find(requestId(execution));
    try {
      perform(run, execution);
    } catch (HostException e) {
      throw Failures.of(e, run);
    }
  }

  /** Does the step's work for a run; the execution is there for the step's inputs alone. */
  abstract void perform(RequestRun run, DelegateExecution execution);

  /**
   * The request that a process carries out: its business key, which nothing in a process can
   * change, as it can a variable.
   */
  public static String requestId(DelegateExecution execution) {
    return execution.getProcessBusinessKey();
  }
}
