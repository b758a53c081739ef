package org.dockerrm.metric.intake;

import java.util.OptionalDouble;
import org.dockerrm.metric.MetricValue;
import org.jspecify.annotations.Nullable;

/** One element of a body, before it is known whose it is and what its type declares. */
sealed interface PostedElement {

  /** Where it stands in the body, for findings; empty for a body of one. */
  String place();

  /**
   * A metric in our own form.
   *
   * @param metricKey the key it bears, if any
   * @param metricId the id it bears, if any
   */
  record Reported(
      String place,
      @Nullable String metricKey,
      @Nullable String metricId,
      String metricName,
      MetricValue value,
      @Nullable String message)
      implements PostedElement {}

  /**
   * A value of collectd's.
   *
   * @param value the first of its values; empty where collectd has none yet
   */
  record Measured(
      String place,
      String plugin,
      String pluginInstance,
      String type,
      String typeInstance,
      OptionalDouble value)
      implements PostedElement {

    /**
     * Whether a metric's source names it: {@code plugin/type instance}, or collectd's own
     * identifier {@code plugin-instance/type-instance}.
     */
    boolean isNamedBy(String source) {
      return source.equals(plugin + "/" + typeInstance)
          || source.equals(joined(plugin, pluginInstance) + "/" + joined(type, typeInstance));
    }

    private static String joined(String name, String instance) {
      return instance.isEmpty() ? name : name + "-" + instance;
    }
  }
}
