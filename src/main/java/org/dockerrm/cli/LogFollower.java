package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Shows a container's log while it grows: reads its end once a second and prints what is new. */
final class LogFollower {

  private static final int MOST = 1000;

  private final Session session;
  private final String path;

  LogFollower(Session session, String path) {
    this.session = session;
    this.path = path;
  }

  /** Goes on until the process is ended, or the instance or the manager is gone. */
  void follow(int tail) throws InterruptedException {
    List<String> before = lines(tail);
    before.forEach(session.console()::say);
    while (true) {
      TimeUnit.SECONDS.sleep(1);
      List<String> now = lines(MOST);
      added(before, now).forEach(session.console()::say);
      before = now;
    }
  }

  private List<String> lines(int tail) {
    JsonNode logs = session.client().get(path + "?tail=" + tail);
    List<String> lines = new ArrayList<>();
    logs.path("container").forEach(line -> lines.add(Json.text(line, "text")));
    return lines;
  }

  /** The lines behind the longest end of {@code before} that {@code now} begins with or holds. */
  static List<String> added(List<String> before, List<String> now) {
    for (int end = now.size(); end > 0; end--) {
      int length = Math.min(end, before.size());
      List<String> known = before.subList(before.size() - length, before.size());
      if (length > 0 && now.subList(end - length, end).equals(known)) {
        return now.subList(end, now.size());
      }
    }
    return now;
  }
}
