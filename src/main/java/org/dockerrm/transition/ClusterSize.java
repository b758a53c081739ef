package org.dockerrm.transition;

import java.util.Map;
import java.util.Optional;
import org.dockerrm.transition.RequestRefused.Reason;

/**
 * How many members a cluster is to have after a request: what the setting {@code instances} says,
 * or {@code increment} more or fewer, within {@code minimum} and {@code maximum}.
 */
final class ClusterSize {

  /** The setting that names the number of members. */
  static final String INSTANCES = "instances";

  /** What bounds a cluster without a policy. */
  static final int MOST = 100;

  private ClusterSize() {}

  /**
   * The size to reach.
   *
   * @throws RequestRefused where the cluster has that size, or must not have it
   */
  static int after(PolicyAction action, Map<String, String> settings, int now) {
    int minimum = number(settings, "minimum", 1);
    int maximum = number(settings, "maximum", MOST);
    int step = number(settings, "increment", 1) * (action == PolicyAction.SCALE_OUT ? 1 : -1);
    int size =
        Optional.ofNullable(settings.get(INSTANCES))
            .map(Integer::parseInt)
            .orElseGet(() -> Math.max(minimum, Math.min(maximum, now + step)));
    if (size < minimum || size > maximum) {
      throw new RequestRefused(
          Reason.INVALID, "instances is a number from " + minimum + " to " + maximum);
    }
    boolean reached = action == PolicyAction.SCALE_OUT ? size <= now : size >= now;
    if (reached) {
      throw new RequestRefused(
          Reason.CONFLICT,
          "the cluster has %d members already (minimum: %d, maximum: %d)"
              .formatted(now, minimum, maximum));
    }
    return size;
  }

  private static int number(Map<String, String> settings, String name, int otherwise) {
    String text = settings.get(name);
    return text == null ? otherwise : Integer.parseInt(text);
  }
}
