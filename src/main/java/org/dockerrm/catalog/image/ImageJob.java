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

  ImageJob(ImageOrder order, Clock clock) {
    this.order = order;
    this.clock = clock;
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
  }

  @Override
  public synchronized void step(int step, int steps, String activity) {
    this.step = step;
    this.steps = steps;
    this.activity = Quote.cut(Quote.oneLine(activity), LONGEST_LINE);
  }

  /** Begins on this thread; false where it was cancelled before. */
  synchronized boolean begin() {
    if (phase != Phase.WAITING) {
      return false;
    }
    phase = Phase.RUNNING;
    startedAt = clock.instant();
    runner = Thread.currentThread();
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

  private synchronized boolean end(Phase how, String why) {
    if (!isOpen()) {
      return false;
    }
    phase = how;
    reason = why;
    finishedAt = clock.instant();
    if (how == Phase.CANCELLED) {
      interrupt();
    }
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
