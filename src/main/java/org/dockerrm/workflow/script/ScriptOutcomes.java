package org.dockerrm.workflow.script;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.Secrets;
import org.dockerrm.location.ScriptResult;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.TransitionRun;
import org.dockerrm.workflow.step.Failures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Judges how scripts ended, and keeps what they wrote without the secrets in it. */
@Component
class ScriptOutcomes {

  private static final Logger log = LoggerFactory.getLogger(ScriptOutcomes.class);
  private static final int LAST_LINES = 10;

  private final JdbcScriptRuns scriptRuns;

  ScriptOutcomes(JdbcScriptRuns scriptRuns) {
    this.scriptRuns = scriptRuns;
  }

  /**
   * Takes the result of a run's script.
   *
   * @return the properties file as the script left it
   * @throws org.camunda.bpm.engine.delegate.BpmnError where it did not end well
   */
  Map<String, String> accept(TransitionRun run, ScriptResults.Delivery delivery) {
    ScriptRun scriptRun = delivery.run();
    if (delivery.result() instanceof ScriptResult.Finished finished) {
      return accept(run, scriptRun, finished);
    }
    String reason = ((ScriptResult.Lost) delivery.result()).reason();
    scriptRuns.finish(scriptRun.runId(), null, reason);
    throw Failures.permanent(
        FailureCode.RESOURCE_NOT_FOUND,
        "how " + scriptRun.script() + " ended cannot be known: " + reason);
  }

  private Map<String, String> accept(
      TransitionRun run, ScriptRun scriptRun, ScriptResult.Finished finished) {
    String output = withoutSecrets(run, finished.output());
    scriptRuns.finish(scriptRun.runId(), finished.exitCode(), output);
    log.info(
        "request {}: {} ended with exit code {} after {} characters of output",
        scriptRun.requestId(),
        scriptRun.script(),
        finished.exitCode(),
        output.length());
    if (finished.exitCode() != 0) {
      throw Failures.permanent(
          FailureCode.SCRIPT_FAILED,
          scriptRun.script()
              + " ended with exit code "
              + finished.exitCode()
              + (output.isBlank() ? "" : ": " + lastLines(output)));
    }
    try {
      return ParameterYaml.read(finished.parameters());
    } catch (IllegalArgumentException e) {
      throw Failures.permanent(
          FailureCode.SCRIPT_FAILED, scriptRun.script() + ": " + e.getMessage());
    }
  }

  private static String withoutSecrets(TransitionRun run, String output) {
    String shown =
        Secrets.maskedText(
            output, run.instance().properties(), run.type().descriptor().properties());
    Map<String, PropertyDefinition> operation =
        run.type().operation(run.transition().transitionName()).orElse(Map.of());
    return Secrets.maskedText(shown, run.transition().properties(), operation);
  }

  private static String lastLines(String output) {
    List<String> lines = output.strip().lines().toList();
    Collection<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    return String.join("\n", last);
  }
}
