package org.dockerrm.workflow.script;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.camunda.bpm.engine.impl.bpmn.behavior.AbstractBpmnActivityBehavior;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ScriptResult;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.dockerrm.workflow.step.Containers;
import org.dockerrm.workflow.step.FailedDeliveries.Undeliverable;
import org.dockerrm.workflow.step.Failures;
import org.dockerrm.workflow.step.Inputs;
import org.dockerrm.workflow.step.Step;

/**
 * Runs a script in the instance's container. The script is started here; then the token waits on
 * the task, with no thread, connection or job lock, until {@link ScriptResults} brings the result
 * (docs/reference/workflows.md, "Long steps").
 */
abstract class ScriptStep extends AbstractBpmnActivityBehavior {

  private final RequestRuns runs;
  private final JdbcScriptRuns scriptRuns;
  private final ScriptResults results;
  private final ScriptOutcomes outcomes;

  ScriptStep(
      RequestRuns runs, JdbcScriptRuns scriptRuns, ScriptResults results, ScriptOutcomes outcomes) {
    this.runs = runs;
    this.scriptRuns = scriptRuns;
    this.results = results;
    this.outcomes = outcomes;
  }

  /** The script to run; empty where the type has none, so that there is nothing to do. */
  abstract Optional<String> script(RequestRun run, ActivityExecution execution);

  /** Takes over what the script left in its properties file. */
  abstract void readBack(RequestRun run, Map<String, String> parameters);

  @Override
  public void execute(ActivityExecution execution) {
    if (!started(execution)) {
      leave(execution);
    }
  }

  @Override
  public void signal(ActivityExecution execution, String signalName, Object signalData) {
    RequestRun run = runs.find(Step.requestId(execution));
    Object result = signalData instanceof Undeliverable failed ? failed.result() : signalData;
    readBack(run, outcomes.accept(run, (ScriptResults.Delivery) result));
    if (signalData instanceof Undeliverable failed) {
      throw Failures.permanent(FailureCode.INTERNAL_ERROR, failed.cause());
    }
    leave(execution);
  }

  private boolean started(ActivityExecution execution) {
    RequestRun run = runs.find(Step.requestId(execution));
    Optional<String> script = script(run, execution);
    if (script.isEmpty()) {
      return false;
    }
    try {
      Optional<ContainerView> container = readyContainer(run, execution);
      container.ifPresent(running -> start(execution, run, running, script.get()));
      return container.isPresent();
    } catch (HostException e) {
      throw Failures.of(e, run);
    }
  }

  private void start(
      ActivityExecution execution, RequestRun run, ContainerView container, String script) {
    ScriptRun scriptRun =
        new ScriptRun(
            runId(execution, run),
            run.transition().requestId(),
            run.instance().resourceId(),
            execution.getId(),
            execution.getActivityInstanceId(),
            script);
    CompletableFuture<ScriptResult> result =
        run.host().scripts().run(ScriptCalls.of(run, container, scriptRun));
    scriptRuns.add(scriptRun);
    results.expect(scriptRun, result);
  }

  /**
   * The container if a script can run in it; one that does not run, or is paused, is a failure, or
   * skipped if so asked.
   */
  private Optional<ContainerView> readyContainer(RequestRun run, ActivityExecution execution) {
    Optional<ContainerView> container = Containers.find(run);
    boolean paused = container.filter(ContainerView::paused).isPresent();
    if (!paused && container.filter(ContainerView::running).isPresent()) {
      return container;
    }
    if (Inputs.text(execution, "whenStopped", "fail").equals("skip")) {
      if (paused) {
        runs.note(
            run.transition().requestId(),
            "the script was not run, since container " + Containers.nameOf(run) + " is paused");
      }
      return Optional.empty();
    }
    if (paused) {
      String name = Containers.nameOf(run);
      throw Failures.permanent(
          FailureCode.INFRASTRUCTURE_ERROR,
          "container %s is paused, so that no script can run in it: run docker unpause %s, then ask again"
              .formatted(name, name));
    }
    throw Failures.permanent(
        FailureCode.RESOURCE_NOT_FOUND,
        container
            .map(
                stopped ->
                    "container " + stopped.name() + " does not run" + outcomes.lastWords(run))
            .orElseGet(() -> "container " + Containers.nameOf(run) + " is gone"));
  }

  /**
   * The job's id stays the same through all its retries and is new at the task's next visit: what a
   * run that must never be doubled is named after.
   */
  private static String runId(ActivityExecution execution, RequestRun run) {
    boolean inJob = Context.getJobExecutorContext() != null;
    String visit =
        inJob
            ? Context.getJobExecutorContext().getCurrentJob().getId()
            : execution.getActivityInstanceId().replace(':', '-');
    return run.transition().requestId() + "-" + visit;
  }
}
