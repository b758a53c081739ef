package org.dockerrm.policy;

import java.time.Duration;
import org.dockerrm.catalog.Policy;

/**
 * A policy of a resource type.
 *
 * @param name its name in the descriptor
 * @param policy its settings
 * @param period how often its metric is due; zero for never
 * @param verdict whether one BROKEN of its metric is a verdict, as that of a health check is, whose
 *     own retries smooth it
 */
record NamedPolicy(String name, Policy policy, Duration period, boolean verdict) {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** How often a cluster is evaluated: with each of its reports that are due, or every minute. */
  Duration judgingPeriod() {
    return period.isZero() ? MINUTE : period;
  }

  /** The key of its state for an instance. */
  PolicyKey of(String resourceId) {
    return new PolicyKey(resourceId, name);
  }
}
