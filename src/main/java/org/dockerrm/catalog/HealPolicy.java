package org.dockerrm.catalog;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Heals an instance that is broken.
 *
 * @param metric an integrity metric
 * @param smoothing BROKEN or missed reports in a row that fire it
 * @param cooldown how long it does not fire again after it fired
 * @param maxAttempts how often healing is tried without an OK in between
 * @param maxPerHour how often it fires within an hour
 * @param action what is tried first
 */
public record HealPolicy(
    String metric, int smoothing, Duration cooldown, int maxAttempts, int maxPerHour, Action action)
    implements Policy {

  /** Its type in descriptors. */
  public static final String TYPE = "policy::heal";

  /** The names of its settings. */
  public static final List<String> SETTINGS =
      List.of("smoothing", "cooldown", "maxAttempts", "maxPerHour", "action");

  /** What is tried first. */
  public enum Action {
    /** Stop and start the container that there is. */
    RESTART,
    /** Make a new container. */
    RECREATE
  }

  static HealPolicy of(PolicyDefinition definition) {
    PolicySettings settings = new PolicySettings(definition.properties());
    return new HealPolicy(
        definition.metric(),
        settings.number("smoothing", 3),
        settings.seconds("cooldown", 60),
        settings.number("maxAttempts", 3),
        settings.number("maxPerHour", 6),
        Action.valueOf(settings.text("action").orElse("restart").toUpperCase(Locale.ROOT)));
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("smoothing", Integer.toString(smoothing));
    settings.put("cooldown", Long.toString(cooldown.toSeconds()));
    settings.put("maxAttempts", Integer.toString(maxAttempts));
    settings.put("maxPerHour", Integer.toString(maxPerHour));
    settings.put("action", action.name().toLowerCase(Locale.ROOT));
    return settings;
  }
}
