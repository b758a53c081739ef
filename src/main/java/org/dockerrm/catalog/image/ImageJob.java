package org.dockerrm.catalog.image;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dockerrm.catalog.SecretMask;
import org.dockerrm.catalog.image.ImageRun.Phase;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.location.ImageProgress;
import org.jspecify.annotations.Nullable;

/** One image in the making: how far it is, the end of its log, and how to end it. */
final class ImageJob implements ImageProgress {

  private static final int LONGEST_ACTIVITY = 500;

  private final ImageOrder order;
  private final Clock clock;
  private final SecretMask mask;
  private final ShownLines lines;
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
    Set<String> secrets = new HashSet<>(order.need().secrets());
    secrets.addAll(order.location().host().images().secrets());
    this.mask = SecretMask.of(secrets);
    this.lines = new ShownLines(mask);
  }

  ImageOrder order() {
    return order;
  }

  @Override
  public synchronized void line(String line) {
    lines.add(line);
  }

  @Override
  public synchronized void step(int step, int steps, String activity) {
    this.step = step;
    this.steps = steps;
    this.activity = masked(activity, LONGEST_ACTIVITY);
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
    lines.end();
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

  /** A text of the engine's on one line, at most that long, without secrets. */
  String masked(String text, int longest) {
    String line = Quote.oneLine(text);
    String cut = Quote.cut(line, longest);
    return mask.mask(cut, false, cut.length() < line.length());
  }

  /** The last lines of its log, the newest last; there are no more to come. */
  synchronized List<String> lastLines(int most) {
    lines.end();
    List<String> all = lines.all();
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
        lines.first(),
        lines.all(),
        reason);
  }
}
