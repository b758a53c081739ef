package org.dockerrm.workflow.script;

import org.dockerrm.inventory.Inventory;
import org.dockerrm.location.HostException;
import org.dockerrm.transition.TransitionRun;
import org.dockerrm.transition.TransitionRuns;
import org.dockerrm.workflow.step.Containers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Ends the scripts that nobody waits for any more, because their request was cancelled or its
 * deadline passed: the next transition must not find them at work.
 */
@Component
class AbandonedScripts {

  private static final Logger log = LoggerFactory.getLogger(AbandonedScripts.class);

  private final JdbcScriptRuns scriptRuns;
  private final TransitionRuns runs;
  private final Inventory inventory;

  AbandonedScripts(JdbcScriptRuns scriptRuns, TransitionRuns runs, Inventory inventory) {
    this.scriptRuns = scriptRuns;
    this.runs = runs;
    this.inventory = inventory;
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
    if (inventory.find(script.resourceId()).isPresent()) {
      stop(script);
    }
    scriptRuns.finish(script.runId(), null, "ended, since nobody waited for it any more");
  }

  private void stop(ScriptRun script) {
    TransitionRun run = runs.find(script.requestId());
    try {
      Containers.find(run)
          .ifPresent(container -> run.host().stopScript(container.id(), script.runId()));
      log.info("request {}: {} was ended", script.requestId(), script.script());
    } catch (HostException e) {
      if (e.isTransient()) {
        throw e;
      }
      log.warn("request {}: {}", script.requestId(), e.getMessage());
    }
  }
}
