package org.dockerrm.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Locale;
import org.dockerrm.location.LogLine;
import org.jspecify.annotations.Nullable;

/**
 * What an instance's container and scripts wrote.
 *
 * @param container the container's log, the oldest line first; missing where there is no container
 *     by nature, as for networks
 * @param containerReason why the log is not there; missing where it is
 * @param scripts the last scripts, the newest first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record InstanceLogs(
    @Nullable List<Line> container,
    @Nullable String containerReason,
    List<ScriptRepresentation> scripts) {

  /**
   * A line of a container's log.
   *
   * @param stream {@code stdout} or {@code stderr}
   * @param text the line, without secrets
   */
  @Schema(name = "LogLine")
  record Line(String stream, String text) {

    static Line of(LogLine line) {
      return new Line(line.stream().name().toLowerCase(Locale.ROOT), line.text());
    }
  }
}
