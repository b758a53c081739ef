package org.dockerrm.transition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request that a policy makes, or a client in its place.
 *
 * @param action what is to be done
 * @param resourceId the instance; for scaling, the first of the cluster
 * @param startedBy who asks, such as {@code policy/heal}: {@code context.startedBy} of the request
 * @param reason why, fit for operators: metric, count, last message
 * @param settings the policy's properties, for the process
 */
public record PolicyCommand(
    PolicyAction action,
    String resourceId,
    String startedBy,
    String reason,
    Map<String, String> settings) {

  /** Copies the settings and keeps their order. */
  public PolicyCommand {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }
}
