package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.OffsetDateTime;
import java.util.List;
import org.dockerrm.transition.ScriptOutput;
import org.jspecify.annotations.Nullable;

/** A script's run as the API shows it; its output has no secrets in it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "ScriptRun")
record ScriptRepresentation(
    String requestId,
    String transitionName,
    String script,
    OffsetDateTime startedAt,
    @Nullable OffsetDateTime finishedAt,
    @Nullable Integer exitCode,
    @Nullable String output) {

  static ScriptRepresentation of(ScriptOutput run) {
    return new ScriptRepresentation(
        run.requestId(),
        run.transitionName(),
        run.script(),
        Times.of(run.startedAt()),
        Times.ofNullable(run.finishedAt()),
        run.exitCode(),
        run.output());
  }

  /** The same with the last lines of its output. */
  ScriptRepresentation last(int lines) {
    if (output == null) {
      return this;
    }
    List<String> all = output.lines().toList();
    String kept =
        all.size() <= lines
            ? output
            : String.join("\n", all.subList(all.size() - lines, all.size())) + "\n";
    return new ScriptRepresentation(
        requestId, transitionName, script, startedAt, finishedAt, exitCode, kept);
  }
}
