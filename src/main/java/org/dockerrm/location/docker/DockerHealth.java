package org.dockerrm.location.docker;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.model.HealthCheck;
import java.time.Duration;
import java.util.List;
import org.dockerrm.location.Health;
import org.dockerrm.location.Health.Status;
import org.jspecify.annotations.Nullable;

/** The engine's health checks; what a check leaves open are the engine's defaults. */
final class DockerHealth {

  private static final Duration DEFAULT_TIME = Duration.ofSeconds(30);
  private static final int DEFAULT_RETRIES = 3;

  private DockerHealth() {}

  static Health of(@Nullable HealthState state, @Nullable HealthCheck check) {
    Status status = status(state);
    if (state == null || check == null || status == Status.UNCHECKED) {
      return Health.UNCHECKED;
    }
    Integer failures = state.getFailingStreak();
    int retries = retries(check);
    return new Health(
        status, failures == null ? 0 : failures, retries, lastOutput(state), patience(check));
  }

  private static Status status(@Nullable HealthState state) {
    return switch (state == null ? "none" : String.valueOf(state.getStatus())) {
      case "starting" -> Status.STARTING;
      case "healthy" -> Status.HEALTHY;
      case "unhealthy" -> Status.UNHEALTHY;
      default -> Status.UNCHECKED;
    };
  }

  /** The start period, and then as many checks as must fail, each as slow as may be. */
  private static Duration patience(HealthCheck check) {
    Duration one =
        time(check.getInterval(), DEFAULT_TIME).plus(time(check.getTimeout(), DEFAULT_TIME));
    return time(check.getStartPeriod(), Duration.ZERO).plus(one.multipliedBy(retries(check) + 1L));
  }

  private static int retries(HealthCheck check) {
    Integer retries = check.getRetries();
    return retries == null || retries == 0 ? DEFAULT_RETRIES : retries;
  }

  private static Duration time(@Nullable Long nanos, Duration otherwise) {
    return nanos == null || nanos == 0 ? otherwise : Duration.ofNanos(nanos);
  }

  private static String lastOutput(HealthState state) {
    List<HealthStateLog> log = state.getLog();
    if (log == null || log.isEmpty()) {
      return "";
    }
    HealthStateLog last = log.get(log.size() - 1);
    String output = DockerViews.text(last.getOutput()).strip();
    return "exit code "
        + last.getExitCodeLong()
        + (output.isEmpty() ? "" : ": " + DockerErrors.oneLine(output));
  }
}
