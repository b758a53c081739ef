package org.dockerrm.metric;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.support.Manager;
import org.dockerrm.support.Types;

/** Posts at a rate over several connections, and counts the answers. */
final class MetricFlood {

  private final Map<Integer, LongAdder> answers = new ConcurrentHashMap<>();
  private final List<Long> nanos = new ArrayList<>();

  /** Rows of instances that have no container, for metrics alone: their keys. */
  static List<String> instances(Manager manager, int count) {
    return instances(manager, count, Types.GAUGE);
  }

  /** Rows of instances of a type that have no container, for metrics alone: their keys. */
  static List<String> instances(Manager manager, int count, String type) {
    Inventory inventory = manager.bean(Inventory.class);
    Instant now = Clock.systemUTC().instant();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String key = "flood-" + UUID.randomUUID();
      keys.add(key);
      inventory.add(
          new ResourceInstance(
              UUID.randomUUID().toString(),
              "flood " + i,
              type,
              null,
              manager.location(),
              key,
              ResourceState.Active,
              false,
              Map.of(),
              List.of(),
              now,
              now),
          null);
    }
    return keys;
  }

  /**
   * Posts until the count is reached.
   *
   * @param perSecond posts a second in all; 0 for as many as are taken
   * @param key the key of the n-th post
   */
  MetricFlood run(
      URI door, int connections, int posts, int perSecond, IntFunction<String> key, String body)
      throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    long begun = System.nanoTime();
    for (int c = 0; c < connections; c++) {
      int first = c;
      Thread thread =
          new Thread(
              () -> {
                List<Long> own = new ArrayList<>();
                try (RawPoster poster = new RawPoster(door)) {
                  for (int n = first; n < posts; n += connections) {
                    if (perSecond > 0) {
                      long due = begun + n * 1_000_000_000L / perSecond;
                      while (System.nanoTime() < due) {
                        LockSupport.parkNanos(due - System.nanoTime());
                      }
                    }
                    long before = System.nanoTime();
                    int status = poster.post(key.apply(n), body);
                    own.add(System.nanoTime() - before);
                    answers.computeIfAbsent(status, any -> new LongAdder()).increment();
                  }
                } catch (IOException e) {
                  answers.computeIfAbsent(-1, any -> new LongAdder()).increment();
                }
                synchronized (nanos) {
                  nanos.addAll(own);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return this;
  }

  /** How many were answered so. */
  long answered(int status) {
    LongAdder count = answers.get(status);
    return count == null ? 0 : count.sum();
  }

  /** What was answered, and how fast. */
  @Override
  public String toString() {
    List<Long> sorted = nanos.stream().sorted().toList();
    return "%s, median %.2f ms, 99 of 100 under %.1f ms"
        .formatted(
            answers,
            sorted.get(sorted.size() / 2) / 1e6,
            sorted.get(sorted.size() * 99 / 100) / 1e6);
  }
}
