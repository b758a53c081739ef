package org.dockerrm.metric.intake;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.dockerrm.metric.memory.ReportMemory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks every ten seconds who is still there, and forgets the metrics of those who are gone. */
@Component
class SourceRefresh implements SmartLifecycle {

  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final Sources sources;
  private final ReportMemory memory;
  private volatile CountDownLatch stopped = new CountDownLatch(0);
  private volatile @Nullable Thread thread;

  SourceRefresh(Sources sources, ReportMemory memory) {
    this.sources = sources;
    this.memory = memory;
  }

  /** One look. */
  void look() {
    // In this order: who is new in the sources meanwhile has nothing to be forgotten yet.
    Set<String> remembered = memory.resourceIds();
    sources.refresh();
    remembered.removeAll(sources.resourceIds());
    remembered.forEach(memory::forget);
  }

  @Override
  public void start() {
    stopped = new CountDownLatch(1);
    Thread fresh = new Thread(this::run, "metrics-refresh");
    fresh.setDaemon(true);
    fresh.start();
    thread = fresh;
  }

  private void run() {
    try {
      while (!stopped.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void stop() {
    Thread last = thread;
    thread = null;
    stopped.countDown();
    if (last != null) {
      try {
        last.join(STOP_LIMIT.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return thread != null;
  }
}
