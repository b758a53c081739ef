package org.dockerrm.workflow.health;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.dockerrm.database.Background;
import org.dockerrm.database.HasWorkers;
import org.dockerrm.database.Worker;
import org.dockerrm.location.ContainerHealthChanged;
import org.dockerrm.location.ContainerView;
import org.dockerrm.secret.ContainerLogs;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.dockerrm.workflow.step.Containers;
import org.dockerrm.workflow.step.FailedDeliveries;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Brings verdicts to the processes that wait for healthy containers: at once when an engine tells
 * of a change, and by a look from time to time, since news can be missed. What is awaited is in the
 * process engine's database, so that it continues after a restart.
 */
@Component
class HealthWaits implements SmartLifecycle, HasWorkers {

  private static final Logger log = LoggerFactory.getLogger(HealthWaits.class);
  private static final Duration LOOK = Duration.ofSeconds(2);

  private final RequestRuns runs;
  private final WaitingExecutions executions;
  private final FailedDeliveries failedDeliveries;
  private final Clock clock;
  private final ContainerLogs logs;
  private final EarlyChecks checks;
  private final Map<String, HealthWait> waits = new ConcurrentHashMap<>();
  private final Background background = new Background("health-waits", 2);

  HealthWaits(
      RequestRuns runs,
      WaitingExecutions executions,
      FailedDeliveries failedDeliveries,
      Clock clock,
      ContainerLogs logs) {
    this.runs = runs;
    this.executions = executions;
    this.failedDeliveries = failedDeliveries;
    this.clock = clock;
    this.logs = logs;
    this.checks = new EarlyChecks(clock);
  }

  /** Brings the verdict once the caller's transaction is committed and the process waits. */
  void expect(HealthWait wait) {
    Background.afterCommit(() -> begin(wait));
  }

  @EventListener
  void healthChanged(ContainerHealthChanged news) {
    waits.values().stream()
        .filter(wait -> wait.containerId().equals(news.containerId()))
        .forEach(wait -> background.soon(() -> judge(wait)));
  }

  private void begin(HealthWait wait) {
    waits.put(wait.executionId(), wait);
    background.soon(() -> look(wait));
  }

  /** Looks until there is a verdict. */
  private void look(HealthWait wait) {
    try {
      judge(wait);
    } finally {
      if (waits.containsValue(wait)) {
        background.later(LOOK, () -> look(wait));
      }
    }
  }

  private void judge(HealthWait wait) {
    guarded(
        wait,
        () -> {
          if (!executions.has(wait)) {
            end(wait);
            return;
          }
          RequestRun run = runs.find(wait.requestId());
          Optional<ContainerView> container = Containers.find(run);
          HealthVerdict.of(run, container, wait, clock.instant())
              .ifPresentOrElse(
                  verdict -> bring(wait, told(run, container, verdict)),
                  () -> checks.check(wait, run.host(), container.orElseThrow(), () -> well(wait)));
        });
  }

  /** A container that ended has written why. */
  private HealthVerdict told(
      RequestRun run, Optional<ContainerView> container, HealthVerdict verdict) {
    Optional<ContainerView> ended = container.filter(found -> !found.running());
    return verdict instanceof HealthVerdict.Failed failed && ended.isPresent()
        ? new HealthVerdict.Failed(
            failed.code(),
            failed.reason() + logs.lastWords(run.host(), ended.get().id(), run.instance()))
        : verdict;
  }

  /** A check of our own succeeded. */
  private void well(HealthWait wait) {
    background.soon(() -> guarded(wait, () -> bring(wait, new HealthVerdict.Healthy())));
  }

  private static void guarded(HealthWait wait, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.warn("the health of request {}'s container has to wait", wait.requestId(), e);
    }
  }

  private void bring(HealthWait wait, HealthVerdict verdict) {
    if (end(wait)) {
      deliver(wait, verdict);
    }
  }

  private boolean end(HealthWait wait) {
    checks.forget(wait.executionId());
    return waits.remove(wait.executionId(), wait);
  }

  private void deliver(HealthWait wait, HealthVerdict verdict) {
    try {
      if (!executions.resume(wait, verdict)) {
        waits.put(wait.executionId(), wait);
      }
    } catch (RuntimeException e) {
      if (!failedDeliveries.fail(wait.requestId(), wait.executionId(), verdict, e)) {
        waits.put(wait.executionId(), wait);
        throw e;
      }
    } catch (Error e) {
      waits.put(wait.executionId(), wait);
      throw e;
    }
  }

  @Override
  public void start() {
    background.start();
    executions.all().forEach(this::begin);
  }

  @Override
  public void stop() {
    background.stop();
    waits.clear();
  }

  @Override
  public boolean isRunning() {
    return background.isRunning();
  }

  @Override
  public Stream<Worker> workers() {
    return Stream.of(background.worker());
  }
}
