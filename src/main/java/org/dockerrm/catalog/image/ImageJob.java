package org.dockerrm.catalog.image;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.dockerrm.catalog.image.ImageRun.Phase;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.location.ImageProgress;
import org.jspecify.annotations.Nullable;

/** One image in the making: how far it is, the end of its log, and how to end it. */
final class ImageJob implements ImageProgress {

  private static final int LINES_KEPT = 200;
  private static final int LONGEST_LINE = 500;

  private final ImageOrder order;
  private final Clock clock;
  private final Changes changes;
  private final Deque<String> lines = new ArrayDeque<>();
  private long firstLine;
  private Phase phase = Phase.WAITING;
  private int step;
  private int steps;
  private String activity = "";
  private @Nullable Instant startedAt;
  private @Nullable Instant finishedAt;
  private String reason = "";
  private boolean timedOut;
  private @Nullable Thread runner;

  ImageJob(ImageOrder order, Clock clock, Changes changes) {
    this.order = order;
    this.clock = clock;
    this.changes = changes;
  }

  ImageOrder order() {
    return order;
  }

  @Override
  public void line(String line) {
    String shown = Quote.cut(Quote.oneLine(line).strip(), LONGEST_LINE);
    if (shown.isEmpty()) {
      return;
    }
    synchronized (this) {
      lines.addLast(shown);
      if (lines.size() > LINES_KEPT) {
        lines.removeFirst();
        firstLine++;
      }
    }
    changes.tell();
  }

  @Override
  public void step(int step, int steps, String activity) {
    synchronized (this) {
      this.step = step;
      this.steps = steps;
      this.activity = Quote.cut(Quote.oneLine(activity), LONGEST_LINE);
    }
    changes.tell();
  }

  /** Begins on this thread; false where it was cancelled before. */
  boolean begin() {
    synchronized (this) {
      if (phase != Phase.WAITING) {
        return false;
      }
      phase = Phase.RUNNING;
      startedAt = clock.instant();
      runner = Thread.currentThread();
    }
    changes.tell();
    return true;
  }

  /** Nothing interrupts its thread from here on. */
  synchronized void leave() {
    runner = null;
    Thread.interrupted();
  }

  /** Ends it where it is not over; its thread is interrupted. */
  void cancel() {
    end(Phase.CANCELLED, "");
  }

  /** Has it end because it takes too long; it ends as what it throws then. */
  synchronized void timeOut() {
    timedOut = true;
    interrupt();
  }

  synchronized boolean isTimedOut() {
    return timedOut;
  }

  /** It went well; false where it was cancelled before. */
  boolean done() {
    return end(Phase.DONE, "");
  }

  /** It did not go well; false where it was cancelled before. */
  boolean failed(String why) {
    return end(Phase.FAILED, why);
  }

  private boolean end(Phase how, String why) {
    synchronized (this) {
      if (!isOpen()) {
        return false;
      }
      phase = how;
      reason = why;
      finishedAt = clock.instant();
      if (how == Phase.CANCELLED) {
        interrupt();
      }
    }
    changes.tell();
    return true;
  }

  private synchronized void interrupt() {
    if (runner != null) {
      runner.interrupt();
    }
  }

  synchronized boolean isOpen() {
    return phase == Phase.WAITING || phase == Phase.RUNNING;
  }

  /** The last lines of its log, the newest last. */
  synchronized List<String> lastLines(int most) {
    List<String> all = new ArrayList<>(lines);
    return all.subList(Math.max(0, all.size() - most), all.size());
  }

  synchronized ImageRun show() {
    return new ImageRun(
        order.need().hash(),
        order.location().name(),
        phase,
        order.again(),
        step,
        steps,
        activity,
        startedAt,
        finishedAt,
        firstLine,
        new ArrayList<>(lines),
        reason);
  }
}
