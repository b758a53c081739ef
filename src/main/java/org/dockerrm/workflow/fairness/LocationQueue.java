package org.dockerrm.workflow.fairness;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lets a bounded number of jobs in at a time. Those that find it full wait in a queue, outside
 * every thread; the one that is called next has its place reserved for a while, so that no other
 * takes it.
 */
final class LocationQueue {

  /** How long a place is kept for a job that was called, and may have ended otherwise. */
  static final Duration KEPT = Duration.ofSeconds(5);

  private final Set<String> inside = new HashSet<>();
  private final Set<String> line = new LinkedHashSet<>();
  private final Map<String, Instant> called = new LinkedHashMap<>();

  /** Whether the job may go in: it was called, or none waits and there is a place. */
  synchronized boolean enter(String job, int limit, Instant now) {
    dropLate(now);
    boolean expected = called.remove(job) != null;
    boolean free = line.isEmpty() && taken() < limit;
    if (expected || free) {
      inside.add(job);
    }
    return expected || free;
  }

  /** The job, which was not let in, goes to the end of the line, or keeps its place in it. */
  synchronized void queue(String job) {
    line.add(job);
  }

  /** The job is done. */
  synchronized void leave(String job) {
    inside.remove(job);
  }

  /** A job that was called will not come. */
  synchronized void forget(String job) {
    called.remove(job);
  }

  /** The jobs that may go in now; a place is kept for each. */
  synchronized List<String> call(int limit, Instant now) {
    dropLate(now);
    List<String> next = new ArrayList<>();
    Iterator<String> waiting = line.iterator();
    while (waiting.hasNext() && taken() < limit) {
      String job = waiting.next();
      waiting.remove();
      called.put(job, now);
      next.add(job);
    }
    return next;
  }

  /** How many wait. */
  synchronized int waiting() {
    return line.size();
  }

  private int taken() {
    return inside.size() + called.size();
  }

  private void dropLate(Instant now) {
    called.values().removeIf(since -> since.plus(KEPT).isBefore(now));
  }
}
