package org.dockerrm.api;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.dockerrm.catalog.ImageBuilds;
import org.dockerrm.catalog.ImageReport;
import org.jspecify.annotations.Nullable;

/** Tells one listener what is new in each report: steps, lines of the log, and the end. */
final class ImageEvents implements EventStreams.Events {

  private final ImageBuilds images;
  private final String typeName;
  private @Nullable Progress told;
  private @Nullable Object build;
  private long nextLine;

  ImageEvents(ImageBuilds images, String typeName) {
    this.images = images;
    this.typeName = typeName;
  }

  /** Short, since only the last lines of a log are kept, and a build may write many at once. */
  @Override
  public Duration pause() {
    return Duration.ofMillis(100);
  }

  @Override
  public boolean tell(EventText text) {
    return images.find(typeName).map(report -> tell(report, text)).orElse(false);
  }

  private boolean tell(ImageReport report, EventText text) {
    Progress now = new Progress(report.state(), report.step(), report.steps(), report.activity());
    if (!now.equals(told)) {
      told = now;
      text.add("progress", now);
    }
    tellLines(report, text);
    if (report.state() == ImageReport.State.BUILDING) {
      return true;
    }
    text.add("end", ImageRepresentation.of(report));
    return false;
  }

  private void tellLines(ImageReport report, EventText text) {
    if (!Objects.equals(build, report.startedAt())) {
      build = report.startedAt();
      nextLine = 0;
    }
    List<String> lines = report.log();
    long skipped = report.firstLine() - nextLine;
    if (skipped > 0) {
      text.addLine("log", "(" + skipped + " lines left out)");
      nextLine = report.firstLine();
    }
    long end = report.firstLine() + lines.size();
    for (; nextLine < end; nextLine++) {
      text.addLine("log", lines.get((int) (nextLine - report.firstLine())));
    }
  }

  /** The data of a {@code progress} event. */
  record Progress(ImageReport.State state, int step, int steps, String activity) {}
}
