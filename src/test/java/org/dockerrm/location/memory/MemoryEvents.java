package org.dockerrm.location.memory;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostWatcher;

/** Reports what happens to those who watch, each on a thread of its own, one event at a time. */
final class MemoryEvents {

  private final Faults faults;
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

  private volatile boolean muted;

  MemoryEvents(Faults faults) {
    this.faults = faults;
  }

  boolean areWatched() {
    return !watches.isEmpty();
  }

  AutoCloseable watch(HostWatcher watcher, Duration interval) {
    Watch watch = new Watch(watcher);
    watches.add(watch);
    if (faults.away().isEmpty()) {
      watch.tell(HostWatcher::connected);
    }
    watch.remind(interval);
    return () -> {
      watches.remove(watch);
      watch.close();
    };
  }

  /** Reports nothing of what an action does. */
  void mute(Runnable action) {
    muted = true;
    try {
      action.run();
    } finally {
      muted = false;
    }
  }

  /** What happens while the host is away is never reported. */
  void tell(Consumer<HostWatcher> event) {
    if (faults.away().isEmpty() && !muted) {
      watches.forEach(watch -> watch.tell(event));
    }
  }

  private final class Watch {

    private final HostWatcher watcher;
    private final ScheduledThreadPoolExecutor thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(task, "memory-events");
              made.setDaemon(true);
              return made;
            });

    Watch(HostWatcher watcher) {
      this.watcher = watcher;
      thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    void tell(Consumer<HostWatcher> event) {
      thread.execute(() -> pass(event));
    }

    void remind(Duration interval) {
      Runnable look =
          () -> {
            if (faults.away().isEmpty()) {
              pass(HostWatcher::lookDue);
            }
          };
      thread.scheduleWithFixedDelay(
          look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void pass(Consumer<HostWatcher> event) {
      try {
        event.accept(watcher);
      } catch (HostException e) {
        // A watcher that could not ask the host looks again when it is reminded.
      }
    }

    void close() {
      thread.shutdown();
    }
  }
}
