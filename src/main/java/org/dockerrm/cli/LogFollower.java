package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Shows a container's log while it grows: reads its end twice a second and prints what is new. */
final class LogFollower {

  private static final int MOST = 1000;
  private static final long PAUSE_MILLIS = 500;

  private final Session session;
  private final String path;

  LogFollower(Session session, String path) {
    this.session = session;
    this.path = path;
  }

  /** Goes on until the process is ended, or the instance or the manager is gone. */
  void follow(int tail) throws InterruptedException {
    List<String> before = lines();
    before.subList(Math.max(0, before.size() - tail), before.size()).forEach(this::print);
    while (true) {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      List<String> now = lines();
      added(before, now, MOST).forEach(this::print);
      before = now;
    }
  }

  private void print(String line) {
    session.console().say(line);
  }

  private List<String> lines() {
    JsonNode logs = session.client().get(path + "?tail=" + MOST);
    List<String> lines = new ArrayList<>();
    logs.path("container").forEach(line -> lines.add(Json.text(line, "text")));
    return lines;
  }

  /**
   * What a log has more than before. Both are its last {@code most} lines: the log has only moved
   * on by the lines that it is longer now, or, where it had more lines already, by the fewest with
   * which both agree. Without any agreement it is another log, or all of it is new.
   */
  static List<String> added(List<String> before, List<String> now, int most) {
    int least = Math.max(0, now.size() - before.size());
    int greatest = now.size() < most ? least : now.size();
    for (int more = least; more <= greatest; more++) {
      List<String> known = now.subList(0, now.size() - more);
      if (known.size() <= before.size()
          && known.equals(before.subList(before.size() - known.size(), before.size()))
          && (known.size() == before.size() || now.size() == most)) {
        return now.subList(known.size(), now.size());
      }
    }
    return now;
  }
}
