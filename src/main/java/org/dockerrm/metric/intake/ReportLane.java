package org.dockerrm.metric.intake;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread with a queue that is bounded in reports: whoever comes when it is full is sent away.
 * The thread is never interrupted, since an interrupt would close the file of an embedded database.
 */
final class ReportLane {

  private static final Logger LOG = LoggerFactory.getLogger(ReportLane.class);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);
  private static final Duration LOOK = Duration.ofMillis(200);

  private final String name;
  private final int capacity;
  private final Consumer<Batch> work;
  private final Semaphore room;
  private final BlockingQueue<Batch> queue = new LinkedBlockingQueue<>();
  private volatile boolean running;
  private @Nullable Thread thread;

  ReportLane(String name, int capacity, Consumer<Batch> work) {
    this.name = name;
    this.capacity = capacity;
    this.work = work;
    this.room = new Semaphore(capacity);
  }

  /** Whether there was room for all of it. */
  boolean offer(Batch batch) {
    return room.tryAcquire(batch.reports().size()) && queue.add(batch);
  }

  /** Reports that wait. */
  int waiting() {
    return capacity - room.availablePermits();
  }

  synchronized void start() {
    running = true;
    Thread fresh = new Thread(this::run, name);
    fresh.setDaemon(true);
    fresh.start();
    thread = fresh;
  }

  synchronized void stop() {
    running = false;
    Thread last = thread;
    thread = null;
    if (last != null) {
      try {
        last.join(STOP_LIMIT.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void run() {
    while (running) {
      try {
        Batch batch = queue.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (batch != null) {
          work(batch);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void work(Batch batch) {
    try {
      work.accept(batch);
    } catch (RuntimeException e) {
      LOG.error("Reports of {} are lost", batch.publisher().resourceId(), e);
    } finally {
      room.release(batch.reports().size());
    }
  }
}
