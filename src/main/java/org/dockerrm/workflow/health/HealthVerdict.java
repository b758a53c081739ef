package org.dockerrm.workflow.health;

import java.time.Instant;
import java.util.Optional;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.Health;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.workflow.step.Containers;

/** What comes of waiting for a container to become healthy. */
sealed interface HealthVerdict {

  /** It is healthy, or has no health check any more. */
  record Healthy() implements HealthVerdict {}

  /** It will not become healthy. */
  record Failed(FailureCode code, String reason) implements HealthVerdict {}

  /** The verdict on a container; empty where there is none yet. */
  static Optional<HealthVerdict> of(
      RequestRun run, Optional<ContainerView> found, HealthWait wait, Instant now) {
    ContainerView container = found.orElse(null);
    if (container == null) {
      String reason = "container " + Containers.nameOf(run) + " is gone";
      return Optional.of(new Failed(FailureCode.RESOURCE_NOT_FOUND, reason));
    }
    if (!container.running() && !container.restarting()) {
      String reason =
          "container "
              + container.name()
              + " ended with exit code "
              + container.exitCode()
              + " before it was healthy";
      return Optional.of(new Failed(FailureCode.INFRASTRUCTURE_ERROR, reason));
    }
    return switch (container.health().status()) {
      case HEALTHY, UNCHECKED -> Optional.of(new Healthy());
      case STARTING, UNHEALTHY -> failure(run, container, wait, now);
    };
  }

  /**
   * Checks that failed before the start script do not count: what they check was not there yet. The
   * number that is reported is the one that made it unhealthy, however many failed until the look.
   */
  private static Optional<HealthVerdict> failure(
      RequestRun run, ContainerView container, HealthWait wait, Instant now) {
    Health health = container.health();
    int failures = health.failures() - wait.failuresBefore();
    if (health.status() == Health.Status.UNHEALTHY && failures >= health.retries()) {
      String reason =
          "container %s is unhealthy: %d checks failed in a row%s"
              .formatted(container.name(), health.retries(), lastCheck(run, health));
      return Optional.of(new Failed(FailureCode.SCRIPT_FAILED, reason));
    }
    if (now.isAfter(wait.until())) {
      String reason =
          "container %s did not become healthy in time%s"
              .formatted(container.name(), lastCheck(run, health));
      return Optional.of(new Failed(FailureCode.TIMEOUT, reason));
    }
    return Optional.empty();
  }

  private static String lastCheck(RequestRun run, Health health) {
    return health.lastOutput().isEmpty()
        ? ""
        : ", the last one with " + run.masked(health.lastOutput());
  }
}
