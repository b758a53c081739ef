package org.dockerrm.location.docker;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.HealthStateLog;
import com.github.dockerjava.api.model.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dockerrm.location.Health;
import org.dockerrm.location.Health.Status;
import org.jspecify.annotations.Nullable;

/** The engine's health checks; what a check leaves open are the engine's defaults. */
final class DockerHealth {

  private static final Duration DEFAULT_TIME = Duration.ofSeconds(30);
  private static final Duration LONGEST = Duration.ofDays(1);
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
        status,
        failures == null ? 0 : failures,
        retries,
        lastOutput(state),
        checkedAt(state),
        time(check.getInterval(), DEFAULT_TIME),
        patience(check));
  }

  private static Status status(@Nullable HealthState state) {
    return switch (state == null ? "none" : String.valueOf(state.getStatus())) {
      case "starting" -> Status.STARTING;
      case "healthy" -> Status.HEALTHY;
      case "unhealthy" -> Status.UNHEALTHY;
      default -> Status.UNCHECKED;
    };
  }

  /**
   * The start period, and then as many checks as must fail, each as slow as may be; a day at most,
   * whatever an engine says.
   */
  private static Duration patience(HealthCheck check) {
    Duration one = time(check.getInterval(), DEFAULT_TIME).plus(timeout(check));
    Duration all =
        time(check.getStartPeriod(), Duration.ZERO).plus(one.multipliedBy(retries(check) + 1L));
    return all.compareTo(LONGEST) < 0 ? all : LONGEST;
  }

  static Duration timeout(HealthCheck check) {
    return time(check.getTimeout(), DEFAULT_TIME);
  }

  private static int retries(HealthCheck check) {
    Integer retries = check.getRetries();
    return retries == null || retries <= 0 ? DEFAULT_RETRIES : retries;
  }

  private static Duration time(@Nullable Long nanos, Duration otherwise) {
    Duration time = nanos == null || nanos <= 0 ? otherwise : Duration.ofNanos(nanos);
    return time.compareTo(LONGEST) < 0 ? time : LONGEST;
  }

  private static Instant checkedAt(HealthState state) {
    return last(state).map(check -> DockerViews.time(check.getEnd())).orElse(Instant.EPOCH);
  }

  private static Optional<HealthStateLog> last(HealthState state) {
    List<HealthStateLog> log = state.getLog();
    return log == null || log.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(log.get(log.size() - 1));
  }

  private static String lastOutput(HealthState state) {
    return last(state).map(DockerHealth::output).orElse("");
  }

  private static String output(HealthStateLog last) {
    String output = DockerViews.text(last.getOutput()).strip();
    return "exit code "
        + last.getExitCodeLong()
        + (output.isEmpty() ? "" : ": " + DockerErrors.oneLine(output));
  }
}
