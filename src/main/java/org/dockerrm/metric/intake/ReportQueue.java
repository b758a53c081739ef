package org.dockerrm.metric.intake;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.dockerrm.database.UninterruptedThread;
import org.dockerrm.database.Worker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread with a queue that is bounded in reports: reports are refused while it is full. */
public final class ReportQueue {

  private static final Logger LOG = LoggerFactory.getLogger(ReportQueue.class);
  private static final Duration LOOK = Duration.ofMillis(200);

  /** So that many reports wake the thread once: that costs more than to look at them. */
  private static final Duration GATHER = Duration.ofMillis(20);

  private final int capacity;
  private final Consumer<Batch> work;
  private final Semaphore room;
  private final BlockingQueue<Batch> queue = new LinkedBlockingQueue<>();
  private final UninterruptedThread thread;

  /**
   * Not started yet.
   *
   * @param capacity reports that may wait, those that are worked on included
   * @param work what is done with each batch, one at a time
   */
  public ReportQueue(String name, int capacity, Consumer<Batch> work) {
    this.capacity = capacity;
    this.work = work;
    this.room = new Semaphore(capacity);
    this.thread = new UninterruptedThread(name, this::run);
  }

  /** Whether there was room for all of it. */
  public boolean offer(Batch batch) {
    return room.tryAcquire(batch.reports().size()) && queue.add(batch);
  }

  /** Reports that wait. */
  int waiting() {
    return capacity - room.availablePermits();
  }

  /** How its work goes. */
  public Worker worker() {
    return thread.worker();
  }

  /** Begins to work. */
  public void start() {
    thread.start();
  }

  /** Ends after the batch that is worked on, which gets a few seconds. */
  public void stop() {
    thread.stop();
  }

  private void run() {
    while (thread.goesOn()) {
      try {
        Batch batch = queue.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (batch != null) {
          workThrough(batch);
          thread.pause(GATHER);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void workThrough(Batch first) {
    for (Batch next = first; next != null; next = thread.goesOn() ? queue.poll() : null) {
      work(next);
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
