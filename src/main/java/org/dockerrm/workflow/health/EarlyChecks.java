package org.dockerrm.workflow.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.Host;
import org.jspecify.annotations.Nullable;

/**
 * Runs the health check of a container that is waited for before its engine does: an engine looks
 * at its intervals only, and what has just been started may be well long before. Only a check that
 * succeeds counts here; when it has failed too often the engine says.
 */
final class EarlyChecks {

  /** What is checked that often anyway is left to the engine. */
  private static final Duration OFTEN = Duration.ofSeconds(4);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);

  private final Clock clock;
  private final Map<String, Plan> plans = new HashMap<>();

  private record Plan(Instant next, Duration pause) {}

  EarlyChecks(Clock clock) {
    this.clock = clock;
  }

  /**
   * Begins a check where one is due and none is under way.
   *
   * @param well run, by another thread it may be, where the container is well
   */
  void check(HealthWait wait, Host host, ContainerView container, Runnable well) {
    Duration interval = container.health().interval();
    if (!container.running()
        || container.paused()
        || interval.compareTo(OFTEN) <= 0
        || !begin(wait.executionId())) {
      return;
    }
    host.workloads()
        .check(container.id())
        .whenComplete(
            (isWell, problem) -> {
              if (Boolean.TRUE.equals(isWell)) {
                well.run();
              } else {
                failed(wait.executionId(), interval, problem);
              }
            });
  }

  private synchronized boolean begin(String executionId) {
    Plan plan = plans.getOrDefault(executionId, new Plan(Instant.MIN, FIRST_PAUSE));
    if (clock.instant().isBefore(plan.next())) {
      return false;
    }
    plans.put(executionId, new Plan(Instant.MAX, plan.pause()));
    return true;
  }

  /**
   * The pauses grow up to the interval; a check that hangs is not started again, since it may still
   * end.
   */
  private synchronized void failed(
      String executionId, Duration interval, @Nullable Throwable problem) {
    if (problem instanceof TimeoutException) {
      return;
    }
    plans.computeIfPresent(
        executionId,
        (same, plan) -> {
          Duration pause = plan.pause().compareTo(interval) < 0 ? plan.pause() : interval;
          return new Plan(clock.instant().plus(pause), pause.multipliedBy(2));
        });
  }

  synchronized void forget(String executionId) {
    plans.remove(executionId);
  }
}
