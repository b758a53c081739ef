package org.dockerrm.workflow.health;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dockerrm.location.ContainerHealthChanged;
import org.dockerrm.transition.TransitionRun;
import org.dockerrm.transition.TransitionRuns;
import org.dockerrm.workflow.step.Containers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Brings verdicts to the processes that wait for healthy containers: at once when an engine tells
 * of a change, and by a look from time to time, since news can be missed. What is awaited is in the
 * process engine's database, so that it goes on after a restart.
 */
@Component
class HealthWaits implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(HealthWaits.class);
  private static final int THREADS = 2;
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final TransitionRuns runs;
  private final WaitingExecutions executions;
  private final Clock clock;
  private final Map<String, HealthWait> waits = new ConcurrentHashMap<>();
  private @Nullable ScheduledThreadPoolExecutor executor;

  HealthWaits(TransitionRuns runs, WaitingExecutions executions, Clock clock) {
    this.runs = runs;
    this.executions = executions;
    this.clock = clock;
  }

  /** Brings the verdict once the caller's transaction is committed and the process waits. */
  void expect(HealthWait wait) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            begin(wait);
          }
        });
  }

  @EventListener
  void healthChanged(ContainerHealthChanged news) {
    waits.values().stream()
        .filter(wait -> wait.containerId().equals(news.containerId()))
        .forEach(wait -> later(Duration.ZERO, () -> judge(wait)));
  }

  private void begin(HealthWait wait) {
    waits.put(wait.executionId(), wait);
    later(Duration.ZERO, () -> look(wait));
  }

  /** Looks until there is a verdict. */
  private void look(HealthWait wait) {
    judge(wait);
    if (waits.containsValue(wait)) {
      later(LOOK, () -> look(wait));
    }
  }

  private void judge(HealthWait wait) {
    try {
      if (!executions.has(wait)) {
        waits.remove(wait.executionId(), wait);
        return;
      }
      TransitionRun run = runs.find(wait.requestId());
      Optional<HealthVerdict> verdict =
          HealthVerdict.of(run, Containers.find(run), wait, clock.instant());
      if (verdict.isPresent() && waits.remove(wait.executionId(), wait)) {
        deliver(wait, verdict.get());
      }
    } catch (RuntimeException e) {
      log.warn("the health of request {}'s container has to wait", wait.requestId(), e);
    }
  }

  private void deliver(HealthWait wait, HealthVerdict verdict) {
    try {
      executions.resume(wait, verdict);
    } catch (RuntimeException e) {
      waits.put(wait.executionId(), wait);
      throw e;
    }
  }

  @Override
  public void start() {
    ScheduledThreadPoolExecutor threads =
        new ScheduledThreadPoolExecutor(
            THREADS,
            work -> new Thread(work, "health-waits"),
            new ThreadPoolExecutor.DiscardPolicy());
    threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor = threads;
    executions.all().forEach(this::begin);
  }

  @Override
  public void stop() {
    ScheduledThreadPoolExecutor running = executor;
    executor = null;
    waits.clear();
    if (running != null) {
      // Never interrupted: an interrupt would close the file of an embedded database.
      running.shutdown();
      try {
        running.awaitTermination(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean isRunning() {
    return executor != null;
  }

  private void later(Duration pause, Runnable work) {
    ScheduledThreadPoolExecutor running = executor;
    if (running != null) {
      running.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
