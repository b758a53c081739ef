package org.dockerrm.catalog.packages;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.dockerrm.database.Background;
import org.dockerrm.database.HasWorkers;
import org.dockerrm.database.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When images are looked for: in the background, one look at a time. */
final class ImagePolling implements HasWorkers {

  private static final Logger log = LoggerFactory.getLogger(ImagePolling.class);

  private final Look look;
  private final Duration untilNext;
  private final Background background = new Background("catalog", 1);
  private final AtomicBoolean isDue = new AtomicBoolean();

  /**
   * Nothing is looked for yet.
   *
   * @param untilNext how long {@link #later} waits
   */
  ImagePolling(Look look, Duration untilNext) {
    this.look = look;
    this.untilNext = untilNext;
    background.start();
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
      CompletableFuture.runAsync(() -> look.look(false), background::soon)
          .get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      log.info("the catalog starts before all locations have answered which images they have");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Another look as soon as may be, at what failed too. */
  void soon() {
    background.soon(() -> look.look(true));
  }

  /** Another look after a while; one that is due already is enough. */
  void later() {
    if (isDue.compareAndSet(false, true)) {
      background.later(untilNext, this::lookWhenDue);
    }
  }

  private void lookWhenDue() {
    isDue.set(false);
    look.look(false);
  }

  /** Ends it. */
  void stop() {
    background.stop();
  }

  @Override
  public Stream<Worker> workers() {
    return Stream.of(background.worker());
  }
}
