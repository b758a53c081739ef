package org.dockerrm.catalog.image;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.location.ContainerHost;
import org.dockerrm.location.ImageView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds or pulls one image on the calling thread, within its time. */
final class ImageMaker {

  private static final Logger log = LoggerFactory.getLogger(ImageMaker.class);
  private static final int LINES_TOLD = 10;
  private static final int LONGEST_TOLD = 300;

  private final Duration longest;
  private final ScheduledThreadPoolExecutor alarms =
      new ScheduledThreadPoolExecutor(1, Threads.daemons("catalog-build-limit"));

  ImageMaker(Duration longest) {
    this.longest = longest;
    alarms.setRemoveOnCancelPolicy(true);
  }

  /** Makes the image of a job that has begun, and returns the image's id. */
  String make(ImageJob job) throws Failure {
    ImageOrder order = job.order();
    long begin = System.nanoTime();
    Optional<Future<?>> alarm = alarm(job);
    try {
      Optional<String> there = built(order);
      if (there.isPresent()) {
        return there.get();
      }
      String id = order.need().isReadyMade() ? pull(job) : build(job);
      log.info(
          "image {} is ready on location {} after {} ms",
          order.need().reference(),
          order.location().name(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
      return id;
    } catch (RuntimeException e) {
      throw new Failure(failureOf(job, e));
    } finally {
      alarm.ifPresent(set -> set.cancel(false));
      job.leave();
    }
  }

  void stop() {
    alarms.shutdownNow();
  }

  private Optional<Future<?>> alarm(ImageJob job) {
    try {
      return Optional.of(alarms.schedule(job::timeOut, longest.toMillis(), TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException e) {
      return Optional.empty();
    }
  }

  /** The look that led to the order may be older than the build of an equal one. */
  private static Optional<String> built(ImageOrder order) {
    if (order.again() || order.need().isReadyMade()) {
      return Optional.empty();
    }
    return order
        .location()
        .host()
        .image(order.need().reference())
        .filter(image -> image.labels().entrySet().containsAll(order.need().labels().entrySet()))
        .map(ImageView::id);
  }

  private static String build(ImageJob job) {
    ImageOrder order = job.order();
    log.info("building image {} on location {}", order.tags().get(0), order.location().name());
    return order.location().host().build(order.build(), job);
  }

  private static String pull(ImageJob job) {
    String reference = job.order().need().reference();
    ContainerHost host = job.order().location().host();
    log.info("pulling image {} on location {}", reference, job.order().location().name());
    String id = host.pull(reference, job);
    if (!host.hasShell(id)) {
      throw new IllegalStateException("it has no /bin/sh, which scripts are started by");
    }
    return id;
  }

  private String failureOf(ImageJob job, RuntimeException e) {
    ImageOrder order = job.order();
    List<String> lines =
        job.lastLines(LINES_TOLD).stream().map(line -> Quote.cut(line, LONGEST_TOLD)).toList();
    String end = lines.isEmpty() ? "" : "; the last lines of its log: " + String.join(" | ", lines);
    String why =
        job.isTimedOut()
            ? "it was ended after " + words(longest) + ", the longest that making an image may take"
            : Quote.cut(Quote.oneLine(String.valueOf(e.getMessage())), 1000);
    return "image "
        + order.need().reference()
        + (order.need().isReadyMade() ? " could not be pulled" : " could not be built")
        + " on location "
        + order.location().name()
        + ": "
        + why
        + end;
  }

  private static String words(Duration time) {
    return time.toSeconds() > 0 && time.toSeconds() % 60 == 0
        ? time.toMinutes() + " min"
        : time.toSeconds() + " s";
  }

  /** There is no image; the message is fit for operators. */
  static final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }
}
