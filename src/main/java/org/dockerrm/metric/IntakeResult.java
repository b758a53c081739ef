package org.dockerrm.metric;

import java.time.Duration;
import java.util.List;

/**
 * What became of metrics that came to the door (docs/reference/metrics-and-policies.md, "Metrics
 * in").
 */
public sealed interface IntakeResult {

  /**
   * They are in the queue.
   *
   * @param reports how many values were declared metrics; collectd measures more than that
   */
  record Accepted(int reports) implements IntakeResult {}

  /** No instance has this metricKey. */
  record UnknownKey() implements IntakeResult {}

  /**
   * Nothing of them was taken.
   *
   * @param findings what is wrong, with its place
   */
  record Invalid(List<String> findings) implements IntakeResult {

    /** Copies the findings. */
    public Invalid {
      findings = List.copyOf(findings);
    }
  }

  /**
   * The instance publishes more than it may; nothing of them was taken.
   *
   * @param retryAfter when there is room again
   */
  record TooMany(Duration retryAfter) implements IntakeResult {}

  /**
   * The manager cannot take them now.
   *
   * @param reason why, fit for clients
   */
  record Unavailable(String reason) implements IntakeResult {}
}
