package org.dockerrm.catalog.image;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.dockerrm.catalog.image.ImageOrder.Place;
import org.dockerrm.config.PackageSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds and pulls images in the background, a few at once, and one at a time for each package on
 * each location. The build of a package that changes meanwhile is restarted.
 */
final class ImageBuilder {

  private static final Logger log = LoggerFactory.getLogger(ImageBuilder.class);
  private static final int MOST_WAITING = 1000;

  private final ThreadPoolExecutor threads;
  private final ImageMaker maker;
  private final Clock clock;
  private final Predicate<ImageNeed> stillNeeded;

  /** What was ordered last, over or not; the record of the last build. */
  private final Map<Place, ImageJob> latest = new HashMap<>();

  /** What has a thread or is in the queue for one. */
  private final Map<Place, ImageJob> underWay = new HashMap<>();

  private final Map<ImageOrder.Key, FailedBuild> failures = new ConcurrentHashMap<>();
  private final Ended ended;
  private boolean stopped;

  /**
   * A builder.
   *
   * @param rules what packages may do
   * @param stillNeeded whether a package that waited for its turn is still as it was
   * @param ended receives the end of each order that was not cancelled
   */
  ImageBuilder(
      ImageLimits limits,
      PackageSettings rules,
      Clock clock,
      Predicate<ImageNeed> stillNeeded,
      Ended ended) {
    this.threads =
        new ThreadPoolExecutor(
            limits.parallel(),
            limits.parallel(),
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            DaemonThreads.daemons("catalog-build"));
    this.threads.allowCoreThreadTimeOut(true);
    this.maker = new ImageMaker(limits.longest(), rules);
    this.clock = clock;
    this.stillNeeded = stillNeeded;
    this.ended = ended;
  }

  /**
   * Takes an order. One for the same content that is not over is joined, one for other content of
   * the same package is cancelled.
   */
  synchronized void submit(ImageOrder order) {
    ImageJob last = latest.get(order.place());
    if (stopped || last != null && last.isOpen() && last.order().key().equals(order.key())) {
      return;
    }
    if (last != null) {
      last.cancel();
    }
    ImageJob job = new ImageJob(order, clock);
    latest.put(order.place(), job);
    if (!underWay.containsKey(order.place())) {
      execute(job);
    }
  }

  /** Takes an order again that failed before, or joins the one that is under way. */
  synchronized void submitUnlessOpen(ImageOrder order) {
    ImageJob last = latest.get(order.place());
    if (last == null || !last.isOpen() || !last.order().key().equals(order.key())) {
      failures.remove(order.key());
      submit(order);
    }
  }

  /** Takes an order that is carried out although it failed before or there is an image. */
  void submitAgain(ImageOrder order) {
    failures.remove(order.key());
    submit(order.repeated());
  }

  /** Cancels what is under way for packages that are not among these. */
  synchronized void retain(Collection<ImageNeed> needs) {
    Map<String, String> hashes = new HashMap<>();
    needs.forEach(need -> hashes.put(need.type().toString(), need.hash()));
    latest.values().stream()
        .filter(job -> !job.order().need().hash().equals(hashes.get(job.order().place().type())))
        .forEach(ImageJob::cancel);
    latest.keySet().removeIf(place -> !hashes.containsKey(place.type()));
  }

  /** How the last order for a type on a location went or goes. */
  synchronized Optional<ImageRun> run(Place place) {
    return Optional.ofNullable(latest.get(place)).map(ImageJob::show);
  }

  /** Why an order failed the last time; empty where it did not, or may be tried again. */
  Optional<String> failure(ImageOrder.Key order) {
    return failureSince(order, Instant.MIN);
  }

  /** Why an order failed at that time or later. */
  Optional<String> failureSince(ImageOrder.Key order, Instant since) {
    return Optional.ofNullable(failures.get(order))
        .filter(failure -> !failure.at().isBefore(since))
        .map(FailedBuild::reason);
  }

  /** Lets everything that failed be tried again. */
  void forgetFailures() {
    failures.clear();
  }

  /** Ends what runs and drops what waits. */
  void stop(Duration patience) {
    synchronized (this) {
      stopped = true;
      latest.values().forEach(ImageJob::cancel);
    }
    threads.shutdownNow();
    maker.stop();
    try {
      if (!threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        log.info("an image build still runs; it is left to its host");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void execute(ImageJob job) {
    underWay.put(job.order().place(), job);
    try {
      threads.execute(() -> run(job));
    } catch (RejectedExecutionException e) {
      underWay.remove(job.order().place());
      fail(job, "too many images wait to be built");
    }
  }

  private void run(ImageJob job) {
    try {
      if (!stillNeeded.test(job.order().need())) {
        job.cancel();
      } else if (job.begin()) {
        make(job);
      }
    } finally {
      next(job.order().place());
    }
  }

  private synchronized void next(Place place) {
    ImageJob over = underWay.remove(place);
    ImageJob last = latest.get(place);
    if (!stopped && last != null && last != over && last.isOpen()) {
      execute(last);
    }
  }

  private void make(ImageJob job) {
    try {
      String id = maker.make(job);
      if (job.done()) {
        ended.well(job.order(), id);
      }
    } catch (ImageMaker.Failure e) {
      fail(job, String.valueOf(e.getMessage()));
    }
  }

  private void fail(ImageJob job, String reason) {
    if (job.failed(reason)) {
      failures.put(job.order().key(), new FailedBuild(reason, clock.instant()));
      log.warn("{}", reason);
      ended.badly(job.order(), reason);
    }
  }

  private record FailedBuild(String reason, Instant at) {}

  /** Receives the end of orders. */
  interface Ended {

    /** The image is there, with that id. */
    void well(ImageOrder order, String id);

    /** There is no image; the reason is fit for operators. */
    void badly(ImageOrder order, String reason);
  }
}
