package org.dockerrm.metric.intake;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.dockerrm.database.HasWorkers;
import org.dockerrm.database.UninterruptedThread;
import org.dockerrm.database.Worker;
import org.dockerrm.metric.memory.ReportMemory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Looks every ten seconds which instances still exist, and removes the metrics of the others. */
@Component
class SourceRefresh implements SmartLifecycle, HasWorkers {

  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final Sources sources;
  private final ReportMemory memory;
  private final UninterruptedThread thread = new UninterruptedThread("metrics-refresh", this::run);

  SourceRefresh(Sources sources, ReportMemory memory) {
    this.sources = sources;
    this.memory = memory;
  }

  /** One look. */
  void look() {
    // In this order: a source that is added meanwhile has no metrics to be removed yet.
    Set<String> remembered = memory.resourceIds();
    sources.refresh();
    remembered.removeAll(sources.resourceIds());
    remembered.forEach(memory::forget);
  }

  @Override
  public void start() {
    thread.start();
  }

  private void run() {
    while (thread.pause(INTERVAL)) {
      look();
    }
  }

  @Override
  public void stop() {
    thread.stop();
  }

  @Override
  public boolean isRunning() {
    return thread.isRunning();
  }

  @Override
  public Stream<Worker> workers() {
    return Stream.of(thread.worker());
  }
}
