package org.dockerrm.database;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A thread that ends at a stop request and is awaited. It is never interrupted, since an interrupt
 * would close the file of an embedded database. Work that ends with an error is restarted.
 */
public final class UninterruptedThread {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(8);

  private static final Duration BEFORE_NEXT = Duration.ofSeconds(1);

  private final Worker worker;
  private final Runnable work;
  private volatile CountDownLatch ended = new CountDownLatch(0);
  private volatile @Nullable Thread thread;

  /**
   * Not started yet; the work calls {@link #goesOn} or {@link #pause} to know whether to continue.
   */
  public UninterruptedThread(String name, Runnable work) {
    this.worker = new Worker(name);
    this.work = work;
  }

  /** Begins the work; does nothing if it runs already. */
  public synchronized void start() {
    if (isRunning()) {
      return;
    }
    ended = new CountDownLatch(1);
    Thread fresh = new Thread(this::run, worker.name());
    fresh.setDaemon(true);
    fresh.start();
    thread = fresh;
  }

  /** Work that ends with an error is restarted. */
  private void run() {
    CountDownLatch end = ended;
    while (!worker.run(work) && end.getCount() > 0) {
      pause(BEFORE_NEXT);
    }
  }

  /** How its work goes. */
  public Worker worker() {
    return worker;
  }

  /** Tells the work to end, and gives it a few seconds. */
  public void stop() {
    stop(() -> {});
  }

  /**
   * Tells the work to end, and gives it a few seconds.
   *
   * @param wake ends what the work may be waiting for
   */
  public synchronized void stop(Runnable wake) {
    Thread last = thread;
    thread = null;
    ended.countDown();
    wake.run();
    if (last != null) {
      try {
        last.join(STOP_LIMIT.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether it was started and not requested to end. */
  public boolean isRunning() {
    return thread != null;
  }

  /** Whether the work is to continue. */
  public boolean goesOn() {
    return ended.getCount() > 0;
  }

  /** Waits unless the thread is to end; returns whether it is to continue. */
  public boolean pause(Duration most) {
    try {
      return !ended.await(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
