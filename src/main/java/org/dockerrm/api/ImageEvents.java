package org.dockerrm.api;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.dockerrm.catalog.ImageReport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Tells one listener what is new in each report: steps, lines of the log, and the end. */
final class ImageEvents {

  private final SseEmitter emitter;
  private @Nullable Progress told;
  private @Nullable Object build;
  private long nextLine;

  ImageEvents(SseEmitter emitter) {
    this.emitter = emitter;
  }

  /** Sends what is new; false after the last event. */
  boolean send(ImageReport report) throws IOException {
    boolean silent = !sendProgress(report) & !sendLines(report);
    if (report.state() != ImageReport.State.BUILDING) {
      emitter.send(
          SseEmitter.event()
              .name("end")
              .data(ImageRepresentation.of(report), MediaType.APPLICATION_JSON));
      return false;
    }
    if (silent) {
      emitter.send(SseEmitter.event().comment("still building"));
    }
    return true;
  }

  private boolean sendProgress(ImageReport report) throws IOException {
    Progress now = new Progress(report.state(), report.step(), report.steps(), report.activity());
    if (now.equals(told)) {
      return false;
    }
    told = now;
    emitter.send(SseEmitter.event().name("progress").data(now, MediaType.APPLICATION_JSON));
    return true;
  }

  private boolean sendLines(ImageReport report) throws IOException {
    if (!Objects.equals(build, report.startedAt())) {
      build = report.startedAt();
      nextLine = 0;
    }
    List<String> lines = report.log();
    long skipped = report.firstLine() - nextLine;
    if (skipped > 0) {
      sendLine("(" + skipped + " lines left out)");
      nextLine = report.firstLine();
    }
    long end = report.firstLine() + lines.size();
    boolean any = nextLine < end || skipped > 0;
    for (; nextLine < end; nextLine++) {
      sendLine(lines.get((int) (nextLine - report.firstLine())));
    }
    return any;
  }

  private void sendLine(String line) throws IOException {
    emitter.send(SseEmitter.event().name("log").data(line));
  }

  /** The data of a {@code progress} event. */
  record Progress(ImageReport.State state, int step, int steps, String activity) {}
}
