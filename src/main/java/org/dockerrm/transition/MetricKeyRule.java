package org.dockerrm.transition;

import java.util.regex.Pattern;
import org.dockerrm.inventory.MetricKeys;
import org.dockerrm.transition.RequestRefused.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What a metricKey must be that a client chooses: it is the only credential of the metric door, so
 * it must be hard to guess, belong to one instance, and fit into a header and a URL as it is.
 */
@Component
class MetricKeyRule {

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._~-]{20,255}");

  private final MetricKeys keys;

  MetricKeyRule(MetricKeys keys) {
    this.keys = keys;
  }

  /** Refuses a key of another form. */
  static void checkForm(@Nullable String metricKey) {
    if (metricKey != null && !FORM.matcher(metricKey).matches()) {
      throw new RequestRefused(
          Reason.INVALID,
          "metricKey has "
              + metricKey.length()
              + " characters; it must have 20 to 255 of letters, digits, '-', '.', '_' and '~'."
              + " Leave it out to have one allocated.");
    }
  }

  /** Refuses a key that an instance has. */
  void checkFree(@Nullable String metricKey) {
    if (metricKey != null && keys.isTaken(metricKey)) {
      throw new RequestRefused(
          Reason.CONFLICT,
          "metricKey is that of another instance; choose another one, or leave it out to have one"
              + " allocated");
    }
  }
}
