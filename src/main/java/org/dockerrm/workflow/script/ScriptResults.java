package org.dockerrm.workflow.script;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ScriptResult;
import org.dockerrm.transition.TransitionRun;
import org.dockerrm.transition.TransitionRuns;
import org.dockerrm.workflow.engine.RunEnded;
import org.dockerrm.workflow.step.Containers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Brings the results of scripts to the processes that wait for them. What is awaited is in the
 * database: after a restart, and whenever a host was lost from sight, the run is joined again.
 */
@Component
class ScriptResults implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ScriptResults.class);
  private static final int THREADS = 8;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(5);

  private final JdbcScriptRuns scriptRuns;
  private final TransitionRuns runs;
  private final WaitingScripts waiting;
  private final AbandonedScripts abandoned;
  private @Nullable ScheduledThreadPoolExecutor executor;

  ScriptResults(
      JdbcScriptRuns scriptRuns,
      TransitionRuns runs,
      WaitingScripts waiting,
      AbandonedScripts abandoned) {
    this.scriptRuns = scriptRuns;
    this.runs = runs;
    this.waiting = waiting;
    this.abandoned = abandoned;
  }

  /**
   * A script's result on its way to the process.
   *
   * @param run the script
   * @param result how it ended
   */
  record Delivery(ScriptRun run, ScriptResult result) {}

  /** Delivers the result once the caller's transaction is committed and the process waits. */
  void expect(ScriptRun run, CompletableFuture<ScriptResult> result) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            follow(run, result, Duration.ZERO);
          }
        });
  }

  /** A process that is over waits for nothing: what it left running is ended. */
  @TransactionalEventListener
  void runEnded(RunEnded ended) {
    later(
        Duration.ZERO,
        () -> scriptRuns.unfinished(ended.requestId()).forEach(run -> join(run, Duration.ZERO)));
  }

  @Override
  public void start() {
    ScheduledThreadPoolExecutor threads =
        new ScheduledThreadPoolExecutor(
            THREADS,
            work -> new Thread(work, "script-results"),
            new ThreadPoolExecutor.DiscardPolicy());
    threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    executor = threads;
    scriptRuns.unfinished().forEach(run -> threads.execute(() -> join(run, Duration.ZERO)));
  }

  @Override
  public void stop() {
    ScheduledExecutorService running = executor;
    executor = null;
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

  private void follow(ScriptRun run, CompletableFuture<ScriptResult> result, Duration pause) {
    result.whenComplete(
        (ended, lost) -> {
          if (ended != null) {
            later(Duration.ZERO, () -> deliver(new Delivery(run, ended), Duration.ZERO));
          } else {
            later(next(pause), () -> join(run, next(pause)));
          }
        });
  }

  private void join(ScriptRun run, Duration pause) {
    try {
      if (!waiting.isAwaited(run)) {
        abandoned.end(run);
        return;
      }
      TransitionRun transition = runs.find(run.requestId());
      ContainerView container = Containers.find(transition).orElse(null);
      if (container == null || !container.running()) {
        Delivery lost = new Delivery(run, new ScriptResult.Lost("its container does not run"));
        deliver(lost, Duration.ZERO);
        return;
      }
      follow(run, transition.host().run(ScriptCalls.of(transition, container, run)), pause);
    } catch (HostException e) {
      log.warn("script {} of request {}: {}", run.script(), run.requestId(), e.getMessage());
      later(next(pause), () -> join(run, next(pause)));
    } catch (RuntimeException e) {
      log.warn("script {} of request {} cannot be joined", run.script(), run.requestId(), e);
      later(next(pause), () -> join(run, next(pause)));
    }
  }

  private void deliver(Delivery delivery, Duration pause) {
    try {
      if (!waiting.resume(delivery)) {
        later(next(pause), () -> deliver(delivery, next(pause)));
      }
    } catch (RuntimeException e) {
      log.warn("the result of request {} has to wait", delivery.run().requestId(), e);
      later(next(pause), () -> deliver(delivery, next(pause)));
    }
  }

  private void later(Duration pause, Runnable work) {
    ScheduledExecutorService running = executor;
    if (running != null) {
      running.schedule(work, pause.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private static Duration next(Duration pause) {
    Duration doubled = pause.isZero() ? Duration.ofMillis(200) : pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
