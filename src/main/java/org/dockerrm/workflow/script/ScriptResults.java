package org.dockerrm.workflow.script;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.dockerrm.database.Background;
import org.dockerrm.database.HasWorkers;
import org.dockerrm.database.Worker;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ScriptResult;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.dockerrm.workflow.engine.RunEnded;
import org.dockerrm.workflow.step.Containers;
import org.dockerrm.workflow.step.FailedDeliveries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/**
 * Brings the results of scripts to the processes that wait for them. What is awaited is in the
 * database: after a restart, and whenever a host was lost from sight, the run is joined again.
 */
@Component
class ScriptResults implements SmartLifecycle, HasWorkers {

  private static final Logger log = LoggerFactory.getLogger(ScriptResults.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final JdbcScriptRuns scriptRuns;
  private final RequestRuns runs;
  private final WaitingScripts waiting;
  private final FailedDeliveries failedDeliveries;
  private final AbandonedScripts abandoned;
  private final Background background = new Background("script-results", 8);

  ScriptResults(
      JdbcScriptRuns scriptRuns,
      RequestRuns runs,
      WaitingScripts waiting,
      FailedDeliveries failedDeliveries,
      AbandonedScripts abandoned) {
    this.scriptRuns = scriptRuns;
    this.runs = runs;
    this.waiting = waiting;
    this.failedDeliveries = failedDeliveries;
    this.abandoned = abandoned;
  }

  /**
   * A script's result on its way to the process.
   *
   * @param run the script
   * @param result how it ended
   */
  record Delivery(ScriptRun run, ScriptResult result) {}

  /**
   * A try to learn a script's result.
   *
   * @param pause how long it was put off
   * @param afterRefusal whether the try before it was refused
   */
  private record Attempt(Duration pause, boolean afterRefusal) {

    private static final Attempt FIRST = new Attempt(Duration.ZERO, false);

    Attempt next(boolean refused) {
      return new Attempt(ScriptResults.next(pause), refused);
    }
  }

  /** Delivers the result once the caller's transaction is committed and the process waits. */
  void expect(ScriptRun run, CompletableFuture<ScriptResult> result) {
    Background.afterCommit(() -> follow(run, result, Attempt.FIRST));
  }

  /** A process that is over waits for nothing: what it left running is ended. */
  @TransactionalEventListener
  void runEnded(RunEnded ended) {
    background.soon(
        () -> scriptRuns.unfinished(ended.requestId()).forEach(run -> join(run, Attempt.FIRST)));
  }

  @Override
  public void start() {
    background.start();
    scriptRuns.unfinished().forEach(run -> background.soon(() -> join(run, Attempt.FIRST)));
  }

  @Override
  public void stop() {
    background.stop();
  }

  @Override
  public boolean isRunning() {
    return background.isRunning();
  }

  private void follow(ScriptRun run, CompletableFuture<ScriptResult> result, Attempt attempt) {
    result.whenComplete(
        (ended, lost) -> {
          if (ended != null) {
            background.soon(() -> deliver(new Delivery(run, ended), Duration.ZERO));
          } else if (isRefused(lost) && attempt.afterRefusal()) {
            ScriptResult refused = new ScriptResult.Refused((HostException) lost);
            background.soon(() -> deliver(new Delivery(run, refused), Duration.ZERO));
          } else {
            again(run, attempt.next(isRefused(lost)));
          }
        });
  }

  private void again(ScriptRun run, Attempt attempt) {
    background.later(attempt.pause(), () -> join(run, attempt));
  }

  /** An error that a retry cannot solve either ends the script. */
  private static boolean isRefused(Throwable failure) {
    return failure instanceof HostException refusal && !refusal.isTransient();
  }

  private void join(ScriptRun run, Attempt attempt) {
    try {
      if (!waiting.isAwaited(run)) {
        abandoned.end(run);
        return;
      }
      RequestRun transition = runs.find(run.requestId());
      ContainerView container = Containers.find(transition).orElse(null);
      if (container == null || !container.running()) {
        Delivery lost = new Delivery(run, new ScriptResult.Lost("its container does not run"));
        deliver(lost, Duration.ZERO);
        return;
      }
      follow(
          run,
          transition.host().scripts().run(ScriptCalls.of(transition, container, run)),
          attempt);
    } catch (HostException e) {
      log.warn("script {} of request {}: {}", run.script(), run.requestId(), e.getMessage());
      again(run, attempt.next(false));
    } catch (RuntimeException e) {
      log.warn("script {} of request {} cannot be joined", run.script(), run.requestId(), e);
      again(run, attempt.next(false));
    }
  }

  private void deliver(Delivery delivery, Duration pause) {
    try {
      if (!waiting.resume(delivery)) {
        background.later(next(pause), () -> deliver(delivery, next(pause)));
      }
    } catch (RuntimeException e) {
      if (!failed(delivery, e)) {
        background.later(next(pause), () -> deliver(delivery, next(pause)));
      }
    } catch (Error e) {
      log.warn("the result of request {} has to wait", delivery.run().requestId(), e);
      background.later(next(pause), () -> deliver(delivery, next(pause)));
    }
  }

  private boolean failed(Delivery delivery, RuntimeException failure) {
    ScriptRun run = delivery.run();
    try {
      if (failedDeliveries.fail(run.requestId(), run.executionId(), delivery, failure)) {
        return true;
      }
      log.warn("the result of request {} has to wait: {}", run.requestId(), failure.getMessage());
      log.debug("the failed delivery in full", failure);
    } catch (RuntimeException e) {
      log.warn("request {} cannot be failed yet: {}", run.requestId(), e.getMessage());
    }
    return false;
  }

  private static Duration next(Duration pause) {
    Duration doubled = pause.isZero() ? Duration.ofMillis(200) : pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }

  @Override
  public Stream<Worker> workers() {
    return Stream.of(background.worker());
  }
}
