package org.dockerrm.metric.memory;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.dockerrm.metric.MetricReport;
import org.jspecify.annotations.Nullable;

/** The last reports of one metric of one instance, bounded in units of memory. */
final class Series {

  private static final int LETTERS_OF_A_UNIT = 40;

  private final Deque<MetricReport> reports = new ArrayDeque<>();
  private int units;

  /**
   * Adds a report and drops the oldest beyond the bound; the last one always stays.
   *
   * @param mostUnits the bound: a report is one unit, and one more for each 40 letters of message
   * @return how many units the series has grown by
   */
  synchronized int add(MetricReport report, int mostUnits) {
    int before = units;
    reports.addLast(report);
    units += unitsOf(report);
    while (units > mostUnits && reports.size() > 1) {
      units -= unitsOf(reports.removeFirst());
    }
    return units - before;
  }

  synchronized @Nullable MetricReport latest() {
    return reports.peekLast();
  }

  synchronized List<MetricReport> since(Instant since) {
    return reports.stream().filter(report -> !report.at().isBefore(since)).toList();
  }

  synchronized int units() {
    return units;
  }

  private static int unitsOf(MetricReport report) {
    String message = report.message();
    return message == null ? 1 : 1 + message.length() / LETTERS_OF_A_UNIT;
  }
}
