package org.dockerrm.policy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.dockerrm.database.Background;

/**
 * The work on states: each key is worked on by one thread at a time, and waits for it once however
 * often it is named meanwhile, so that its memory is bounded by the number of keys.
 */
final class KeyedWorkQueue {

  /** So that reports that come together are written together. */
  private static final Duration GATHER = Duration.ofMillis(20);

  private final Worker[] workers;
  private final Background background;
  private final Consumer<PolicyKey> work;

  KeyedWorkQueue(int count, Background background, Consumer<PolicyKey> work) {
    this.background = background;
    this.work = work;
    this.workers = new Worker[count];
    for (int i = 0; i < count; i++) {
      workers[i] = new Worker();
    }
  }

  /** Has a key worked on soon. */
  void add(PolicyKey key) {
    workers[Math.floorMod(key.hashCode(), workers.length)].add(key);
  }

  /** Does in this thread what waits, after the other threads have ended. */
  void finish() {
    for (Worker worker : workers) {
      worker.workThrough();
      worker.busy.set(false);
    }
  }

  private final class Worker {

    private final Set<PolicyKey> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean busy = new AtomicBoolean();

    void add(PolicyKey key) {
      waiting.add(key);
      wake();
    }

    private void wake() {
      if (!waiting.isEmpty() && busy.compareAndSet(false, true)) {
        background.later(GATHER, this::run);
      }
    }

    private void run() {
      try {
        workThrough();
      } finally {
        busy.set(false);
        wake();
      }
    }

    private void workThrough() {
      for (PolicyKey key : waiting) {
        if (waiting.remove(key)) {
          work.accept(key);
        }
      }
    }
  }
}
