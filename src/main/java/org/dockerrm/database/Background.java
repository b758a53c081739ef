package org.dockerrm.database;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Work on threads of its own, each piece at its time. What comes while it is stopped is dropped. A
 * piece that fails is logged and counted, and ends nothing.
 */
public final class Background {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final Worker worker;
  private final int threads;
  private volatile @Nullable ScheduledThreadPoolExecutor executor;

  /** Not started yet; the name is that of its threads. */
  public Background(String name, int threads) {
    this.worker = new Worker(name);
    this.threads = threads;
  }

  /** Begins to take work. */
  public void start() {
    ScheduledThreadPoolExecutor started =
        new ScheduledThreadPoolExecutor(
            threads, this::thread, new ThreadPoolExecutor.DiscardPolicy());
    started.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor = started;
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, worker.name());
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Drops what waits, and gives what runs a few seconds. It is never interrupted: that would close
   * the file of an embedded database.
   */
  public void stop() {
    ScheduledThreadPoolExecutor running = executor;
    executor = null;
    if (running != null) {
      running.shutdown();
      try {
        running.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** How its work goes. */
  public Worker worker() {
    return worker;
  }

  /** Whether it takes work. */
  public boolean isRunning() {
    return executor != null;
  }

  /** As soon as a thread is free. */
  public void soon(Runnable work) {
    later(Duration.ZERO, work);
  }

  /** After a pause. */
  public void later(Duration pause, Runnable work) {
    ScheduledThreadPoolExecutor running = executor;
    if (running != null) {
      running.schedule(() -> worker.run(work), pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** Again and again, with a pause before each time. */
  public void every(Duration pause, Runnable work) {
    ScheduledThreadPoolExecutor running = executor;
    if (running != null) {
      long millis = pause.toMillis();
      running.scheduleWithFixedDelay(() -> worker.run(work), millis, millis, TimeUnit.MILLISECONDS);
    }
  }

  /** On the caller's thread, once its transaction is committed. */
  public static void afterCommit(Runnable work) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }
}
