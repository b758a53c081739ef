package org.dockerrm.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Component;

/** Logs for people: scripts in the order in which they ran, then the container's log. */
@Component
class InstanceLogsText extends AbstractHttpMessageConverter<InstanceLogs> {

  InstanceLogsText() {
    super(StandardCharsets.UTF_8, MediaType.TEXT_PLAIN);
  }

  @Override
  protected boolean supports(Class<?> type) {
    return InstanceLogs.class.equals(type);
  }

  @Override
  public boolean canRead(Class<?> type, @Nullable MediaType media) {
    return false;
  }

  @Override
  protected InstanceLogs readInternal(Class<? extends InstanceLogs> type, HttpInputMessage input) {
    throw new HttpMessageNotReadableException("logs are only written", input);
  }

  @Override
  protected void writeInternal(InstanceLogs logs, HttpOutputMessage output) throws IOException {
    output.getBody().write(text(logs).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(InstanceLogs logs) {
    StringBuilder text = new StringBuilder();
    for (int i = logs.scripts().size() - 1; i >= 0; i--) {
      ScriptRepresentation run = logs.scripts().get(i);
      text.append(heading(run)).append('\n');
      text.append(body(run.output() == null ? Stream.of() : run.output().lines()));
    }
    List<InstanceLogs.Line> container = logs.container();
    if (container != null) {
      String reason = logs.containerReason() == null ? "" : ": " + logs.containerReason();
      text.append("==> container").append(reason).append('\n');
      text.append(body(container.stream().map(InstanceLogs.Line::text)));
    }
    return text.toString();
  }

  private static String heading(ScriptRepresentation run) {
    String end = run.finishedAt() == null ? "under way" : "exit code " + run.exitCode();
    return "==> %s %s, request %s, %s: %s"
        .formatted(run.transitionName(), run.startedAt(), run.requestId(), run.script(), end);
  }

  /** What was written must not steer the terminal that shows it. */
  private static String body(Stream<String> lines) {
    return lines
        .map(line -> line.replaceAll("[\\p{Cntrl}&&[^\t]]", "?") + "\n")
        .collect(Collectors.joining());
  }
}
