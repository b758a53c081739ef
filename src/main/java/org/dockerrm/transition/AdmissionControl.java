package org.dockerrm.transition;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.dockerrm.config.Settings;
import org.dockerrm.transition.RequestRefused.Reason;
import org.springframework.stereotype.Component;

/**
 * Bounds how many requests are accepted at a time, and how many are open. A refused request leaves
 * nothing behind and may be sent again.
 *
 * <p>Open requests are counted in the database once a second at most, and only while requests come;
 * in between, those accepted here are added. So not every request causes a count, and requests that
 * ended make room a second later.
 */
@Component
class AdmissionControl {

  private static final int AT_A_TIME = 16;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration COUNT_INTERVAL = Duration.ofSeconds(1);

  private final JdbcRequestStore store;
  private final int most;
  private final Semaphore places = new Semaphore(AT_A_TIME, true);
  private long counted = System.nanoTime() - COUNT_INTERVAL.toNanos();
  private int open;
  private int underWay;

  AdmissionControl(JdbcRequestStore store, Settings settings) {
    this.store = store;
    this.most = settings.maxOpenRequests();
  }

  /** Does one acceptance, when it is its turn. */
  <T> T pass(Supplier<T> acceptance) {
    if (!enter()) {
      throw new RequestRefused(
          Reason.TOO_MUCH, "too many requests are being accepted at a time; try again later");
    }
    try {
      return acceptance.get();
    } finally {
      places.release();
    }
  }

  private boolean enter() {
    try {
      return places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Stores a request where one more may be open. */
  <T> T store(Supplier<T> storing) {
    reserve();
    boolean stored = false;
    try {
      T result = storing.get();
      stored = true;
      return result;
    } finally {
      release(stored);
    }
  }

  private synchronized void reserve() {
    if (System.nanoTime() - counted >= COUNT_INTERVAL.toNanos()) {
      // Those under way may be in the count already: better one too many than one too few.
      open = store.countOpen() + underWay;
      counted = System.nanoTime();
    }
    if (open >= most) {
      throw new RequestRefused(
          Reason.TOO_MUCH,
          most + " requests are open, and no more may be (maxOpenRequests); try again later");
    }
    open++;
    underWay++;
  }

  private synchronized void release(boolean stored) {
    underWay--;
    if (!stored) {
      open--;
    }
  }
}
