package org.dockerrm.catalog.image;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.dockerrm.catalog.yaml.Quote;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds images one after the other in the background. */
final class ImageBuilder {

  private static final Logger log = LoggerFactory.getLogger(ImageBuilder.class);
  private static final int MOST_WAITING = 1000;
  private static final int LINES_KEPT = 10;
  private static final int LONGEST_LINE = 300;

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          30,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          Threads.daemons("catalog-build"));
  private final Set<ImageOrder.Key> underWay = ConcurrentHashMap.newKeySet();
  private final Map<ImageOrder.Key, String> failures = new ConcurrentHashMap<>();
  private final Predicate<ImageNeed> stillNeeded;
  private final BiConsumer<ImageOrder, Optional<String>> finished;

  /**
   * A builder.
   *
   * @param stillNeeded whether a package that waited for its turn is still as it was
   * @param finished is told the end of each build, with the reason where it failed
   */
  ImageBuilder(
      Predicate<ImageNeed> stillNeeded, BiConsumer<ImageOrder, Optional<String>> finished) {
    this.stillNeeded = stillNeeded;
    this.finished = finished;
    this.thread.allowCoreThreadTimeOut(true);
  }

  /** Puts an order in the queue; one that is there already is left as it is. */
  void submit(ImageOrder order) {
    if (!underWay.add(order.key())) {
      return;
    }
    try {
      thread.execute(() -> run(order));
    } catch (RejectedExecutionException e) {
      underWay.remove(order.key());
      fail(order, "too many images wait to be built");
    }
  }

  /** Why an order failed the last time; empty where it did not, or may be tried again. */
  Optional<String> failure(ImageOrder.Key order) {
    return Optional.ofNullable(failures.get(order));
  }

  /** Lets everything that failed be tried again. */
  void forgetFailures() {
    failures.clear();
  }

  /** Ends the build that runs and drops those that wait. */
  void stop(Duration patience) {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        log.info("an image build still runs; it is left to its host");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(ImageOrder order) {
    try {
      if (stillNeeded.test(order.need())) {
        build(order);
      }
    } finally {
      underWay.remove(order.key());
    }
  }

  private void build(ImageOrder order) {
    Deque<String> lastLines = new ArrayDeque<>();
    long begin = System.nanoTime();
    String image = order.tags().get(0);
    try {
      if (isBuilt(order)) {
        finished.accept(order, Optional.empty());
        return;
      }
      log.info("building image {} on location {}", image, order.location().name());
      order.location().host().build(order.build(), line -> keep(lastLines, line));
    } catch (RuntimeException e) {
      if (!thread.isShutdown()) {
        fail(order, failureOf(order, e, lastLines));
      }
      return;
    }
    log.info(
        "built image {} on location {} in {} ms",
        image,
        order.location().name(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    finished.accept(order, Optional.empty());
  }

  /** The look that led to the order may be older than the build of an equal one. */
  private static boolean isBuilt(ImageOrder order) {
    return order
        .location()
        .host()
        .image(order.tags().get(0))
        .filter(image -> image.labels().entrySet().containsAll(order.need().labels().entrySet()))
        .isPresent();
  }

  private void fail(ImageOrder order, String reason) {
    failures.put(order.key(), reason);
    log.warn("{}", reason);
    finished.accept(order, Optional.of(reason));
  }

  private static void keep(Deque<String> lines, String line) {
    String shown = Quote.cut(Quote.oneLine(line).strip(), LONGEST_LINE);
    synchronized (lines) {
      if (!shown.isEmpty()) {
        lines.addLast(shown);
      }
      if (lines.size() > LINES_KEPT) {
        lines.removeFirst();
      }
    }
  }

  private static String failureOf(ImageOrder order, RuntimeException e, Deque<String> lines) {
    String end;
    synchronized (lines) {
      end = lines.isEmpty() ? "" : "; the build's last lines: " + String.join(" | ", lines);
    }
    return "image "
        + order.tags().get(0)
        + " could not be built on location "
        + order.location().name()
        + ": "
        + Quote.cut(Quote.oneLine(String.valueOf(e.getMessage())), 500)
        + end;
  }
}
