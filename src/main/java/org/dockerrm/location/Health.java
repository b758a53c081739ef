package org.dockerrm.location;

import java.time.Duration;

/**
 * How well a container is, by its health check.
 *
 * @param status what the host says
 * @param failures how many checks failed in a row
 * @param retries how many must fail in a row to make it unhealthy
 * @param lastOutput what the last check wrote, with its exit code; empty before the first
 * @param patience the longest time in which the checks must have come to a verdict
 */
public record Health(
    Status status, int failures, int retries, String lastOutput, Duration patience) {

  /** There is no health check. */
  public static final Health UNCHECKED = new Health(Status.UNCHECKED, 0, 0, "", Duration.ZERO);

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
