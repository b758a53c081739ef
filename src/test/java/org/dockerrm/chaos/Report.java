package org.dockerrm.chaos;

import java.time.Duration;
import java.util.List;

/**
 * What came of a run.
 *
 * @param kills how often the manager was killed
 * @param requests how many requests it had accepted
 * @param lost requests without their end
 * @param notOnce scripts that were not run exactly once
 * @param orphans differences between inventory and engine
 * @param unsent messages that never came
 * @param outOfOrder resources whose messages came in a wrong order
 * @param complaints whatever else the clients found
 * @param recoveries times from the manager's return to the end of all that was under way
 */
record Report(
    int kills,
    int requests,
    List<String> lost,
    List<String> notOnce,
    List<String> orphans,
    List<String> unsent,
    List<String> outOfOrder,
    List<String> complaints,
    List<Duration> recoveries) {

  static Report of(int kills, Expectations book, Audit audit, List<Duration> recoveries) {
    return new Report(
        kills,
        book.accepted().size(),
        audit.lost(),
        audit.notOnce(),
        audit.orphans(),
        audit.unsent(),
        audit.outOfOrder(),
        book.complaints(),
        recoveries.stream().sorted().toList());
  }

  @Override
  public String toString() {
    return "%d kills, %d requests: %d lost, %d not run once, %d orphans, %d unsent, %d out of order; recovery median %s, most %s"
        .formatted(
            kills,
            requests,
            lost.size(),
            notOnce.size(),
            orphans.size(),
            unsent.size(),
            outOfOrder.size(),
            recovery(recoveries.size() / 2),
            recovery(recoveries.size() - 1));
  }

  private String recovery(int index) {
    return index < 0 || recoveries.isEmpty() ? "-" : recoveries.get(index).toMillis() + " ms";
  }
}
