package org.dockerrm.workflow.script;

import java.util.Optional;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ScriptResult;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.dockerrm.workflow.step.Containers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends the scripts whose result is no longer awaited, because their request was cancelled or its
 * deadline passed: the next transition must not find them at work.
 */
@Component
class AbandonedScripts {

  private static final Logger log = LoggerFactory.getLogger(AbandonedScripts.class);

  private final JdbcScriptRuns scriptRuns;
  private final RequestRuns runs;
  private final Inventory inventory;
  private final ScriptOutcomes outcomes;

  AbandonedScripts(
      JdbcScriptRuns scriptRuns, RequestRuns runs, Inventory inventory, ScriptOutcomes outcomes) {
    this.scriptRuns = scriptRuns;
    this.runs = runs;
    this.inventory = inventory;
    this.outcomes = outcomes;
  }

  /**
   * Ends a script in its container, if that is still there, and keeps that it was ended.
   *
   * @throws HostException where the host cannot be reached: to be asked again
   */
  void end(ScriptRun script) {
    boolean underWay =
        scriptRuns.unfinished(script.requestId()).stream()
            .anyMatch(other -> other.runId().equals(script.runId()));
    if (!underWay) {
      return;
    }
    String written = inventory.find(script.resourceId()).isPresent() ? stop(script) : "";
    scriptRuns.finish(
        script.runId(), null, written.isEmpty() ? "ended, since its request is over" : written);
  }

  /** Ends it; returns what it wrote until then. */
  private String stop(ScriptRun script) {
    RequestRun run = runs.find(script.requestId());
    try {
      Optional<ScriptResult.Finished> left =
          Containers.find(run)
              .flatMap(
                  container ->
                      run.host()
                          .scripts()
                          .stop(container.id(), script.runId(), ScriptCalls.file(run)));
      log.info("request {}: {} was ended", script.requestId(), script.script());
      return left.map(written -> outcomes.withoutSecrets(run, written)).orElse("");
    } catch (HostException e) {
      if (e.isTransient()) {
        throw e;
      }
      log.warn("request {}: {}", script.requestId(), e.getMessage());
      return "";
    }
  }
}
