package org.dockerrm.location;

import java.time.Duration;
import java.time.Instant;

/**
 * How well a container is, by its health check.
 *
 * @param status what the host says
 * @param failures how many checks failed in a row
 * @param retries how many must fail in a row to make it unhealthy
 * @param lastOutput what the last check wrote, with its exit code; empty before the first
 * @param checkedAt when the last check ended, by the host's clock; the epoch for never
 * @param interval how often its host checks it
 * @param patience the longest time in which the checks must have come to a verdict
 */
public record Health(
    Status status,
    int failures,
    int retries,
    String lastOutput,
    Instant checkedAt,
    Duration interval,
    Duration patience) {

  /** There is no health check. */
  public static final Health UNCHECKED =
      new Health(Status.UNCHECKED, 0, 0, "", Instant.EPOCH, Duration.ZERO, Duration.ZERO);

  /** What a host says of a container's health. */
  public enum Status {
    /** It has no health check. */
    UNCHECKED,
    /** The checks have come to no verdict yet. */
    STARTING,
    /** The last check succeeded. */
    HEALTHY,
    /** Too many checks failed in a row. */
    UNHEALTHY
  }
}
