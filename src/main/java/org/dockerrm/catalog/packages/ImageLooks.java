package org.dockerrm.catalog.packages;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;

/** When images are looked for: in the background, one look at a time. */
final class ImageLooks {

  private static final Logger log = LoggerFactory.getLogger(ImageLooks.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final Look look;
  private final Duration untilNext;
  private final ScheduledThreadPoolExecutor thread;
  private final AtomicBoolean isDue = new AtomicBoolean();

  /**
   * Nothing is looked for yet.
   *
   * @param untilNext how long {@link #later} waits
   */
  ImageLooks(Look look, Duration untilNext) {
    this.look = look;
    this.untilNext = untilNext;
    CustomizableThreadFactory daemons = new CustomizableThreadFactory("catalog-");
    daemons.setDaemon(true);
    this.thread = new ScheduledThreadPoolExecutor(1, daemons);
    this.thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** What is done. */
  @FunctionalInterface
  interface Look {

    /**
     * Looks for images and has missing ones built.
     *
     * @param tryAgain whether builds that failed are to be tried again
     */
    void look(boolean tryAgain);
  }

  /** The first look, which is waited for only so long. */
  void first(Duration patience) {
    try {
      thread.submit(() -> look.look(false)).get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      log.info("the catalog starts before all locations have told which images they have");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Another look as soon as may be, at what failed too. */
  void soon() {
    unlessStopped(() -> thread.execute(() -> look.look(true)));
  }

  /** Another look after a while; one that is due already is enough. */
  void later() {
    if (isDue.compareAndSet(false, true)) {
      unlessStopped(
          () -> thread.schedule(this::lookWhenDue, untilNext.toMillis(), TimeUnit.MILLISECONDS));
    }
  }

  private void lookWhenDue() {
    isDue.set(false);
    look.look(false);
  }

  /** Ends it. Never interrupts: that would close the file of an embedded database. */
  void stop() {
    thread.shutdown();
    try {
      thread.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void unlessStopped(Runnable order) {
    try {
      order.run();
    } catch (RejectedExecutionException e) {
      log.debug("no more looks for images, the catalog is stopped");
    }
  }
}
