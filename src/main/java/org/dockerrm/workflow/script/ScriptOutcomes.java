package org.dockerrm.workflow.script;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dockerrm.catalog.SecretMask;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ScriptResult;
import org.dockerrm.secret.ContainerLogs;
import org.dockerrm.secret.InstanceSecrets;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.workflow.step.Containers;
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
  private final InstanceSecrets secrets;
  private final ContainerLogs logs;

  ScriptOutcomes(JdbcScriptRuns scriptRuns, InstanceSecrets secrets, ContainerLogs logs) {
    this.scriptRuns = scriptRuns;
    this.secrets = secrets;
    this.logs = logs;
  }

  /**
   * Takes the result of a run's script.
   *
   * @return the properties file as the script left it
   * @throws org.camunda.bpm.engine.delegate.BpmnError where it did not end well
   */
  Map<String, String> accept(RequestRun run, ScriptResults.Delivery delivery) {
    ScriptRun scriptRun = delivery.run();
    if (delivery.result() instanceof ScriptResult.Finished finished) {
      return accept(run, scriptRun, finished);
    }
    if (delivery.result() instanceof ScriptResult.Refused refused) {
      scriptRuns.finish(
          scriptRun.runId(), null, run.masked(String.valueOf(refused.failure().getMessage())));
      throw Failures.of(refused.failure(), run);
    }
    String reason = ((ScriptResult.Lost) delivery.result()).reason();
    String written = written(run, scriptRun);
    scriptRuns.finish(scriptRun.runId(), null, written.isEmpty() ? reason : written);
    throw Failures.permanent(
        FailureCode.RESOURCE_NOT_FOUND,
        "the result of " + scriptRun.script() + " is lost: " + reason + lastWords(run));
  }

  /** What a container wrote that does not run any more; empty where that cannot be read. */
  String lastWords(RequestRun run) {
    try {
      return Containers.find(run)
          .filter(container -> !container.running())
          .map(ended -> logs.lastWords(run.host(), ended.id(), run.instance()))
          .orElse("");
    } catch (HostException e) {
      return "";
    }
  }

  private Map<String, String> accept(
      RequestRun run, ScriptRun scriptRun, ScriptResult.Finished finished) {
    String output = withoutSecrets(run, finished);
    scriptRuns.finish(scriptRun.runId(), finished.exitCode(), output);
    log.info(
        "request {}: {} ended with exit code {}{}",
        scriptRun.requestId(),
        scriptRun.script(),
        finished.exitCode(),
        forTheLog(output));
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

  /** What a script wrote; secrets that it set itself are as secret as those that it was given. */
  String withoutSecrets(RequestRun run, ScriptResult.Finished finished) {
    return maskWith(run, read(finished.parameters()))
        .mask(finished.output(), finished.isCut(), false);
  }

  /** What a script that is lost wrote; empty where that cannot be read. */
  private String written(RequestRun run, ScriptRun script) {
    try {
      return Containers.find(run)
          .flatMap(
              container ->
                  run.host()
                      .scripts()
                      .progress(container.id(), script.runId(), ScriptCalls.file(run), 0))
          .map(
              left ->
                  maskWith(run, read(left.parameters()))
                      .mask(
                          new String(left.output(), StandardCharsets.UTF_8).replace("\0", ""),
                          left.from() > 0,
                          false))
          .orElse("");
    } catch (HostException e) {
      log.warn("request {}: {}", script.requestId(), e.getMessage());
      return "";
    }
  }

  /** The run's mask, with the secrets that its script has put into the properties file. */
  SecretMask maskWith(RequestRun run, Map<String, String> parameters) {
    secrets.keep(run.instance().resourceId(), parameters, ScriptCalls.definitions(run));
    return run.mask().get();
  }

  private static Map<String, String> read(String parameters) {
    try {
      return ParameterYaml.read(parameters);
    } catch (IllegalArgumentException e) {
      return Map.of();
    }
  }

  /** Every line stands behind a bar, so that none can pass for an entry of the log. */
  private static String forTheLog(String output) {
    return output
        .lines()
        .map(line -> line.replaceAll("[\\p{Cntrl}&&[^\t]]", "?"))
        .map(line -> System.lineSeparator() + "  | " + line)
        .collect(Collectors.joining());
  }

  private static String lastLines(String output) {
    List<String> lines = output.strip().lines().toList();
    Collection<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    return String.join("\n", last);
  }
}
