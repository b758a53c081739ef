package org.dockerrm.catalog.image;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Counts changes, so that many can wait for the next one without delaying others. */
public final class Changes {

  private long count;

  /** Says that something has changed. */
  public synchronized void tell() {
    count++;
    notifyAll();
  }

  /** How many there were. */
  public synchronized long count() {
    return count;
  }

  /** Waits until there were more than that many, at most that long. */
  public synchronized void await(long seen, Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    for (long left = patience.toNanos();
        count == seen && left > 0;
        left = end - System.nanoTime()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
  }
}
