package org.dockerrm.catalog;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the load of a cluster between two thresholds.
 *
 * @param metric a load metric
 * @param scaleOutThreshold a mean load above it asks for more members, in percent
 * @param scaleInThreshold a mean load below it asks for fewer members, in percent
 * @param smoothing periods in a row that fire it
 * @param minimum the smallest number of members
 * @param maximum the largest number of members
 * @param increment how many members come or go at once
 * @param cooldown how long it fires in neither direction after it fired
 * @param onScaleOut the operation of the target for each new member
 * @param onScaleIn the operation of the target for each member that is to leave
 * @param target id or name of another instance, as the descriptor has it: with references
 */
public record ScalePolicy(
    String metric,
    BigDecimal scaleOutThreshold,
    BigDecimal scaleInThreshold,
    int smoothing,
    int minimum,
    int maximum,
    int increment,
    Duration cooldown,
    Optional<String> onScaleOut,
    Optional<String> onScaleIn,
    Optional<String> target)
    implements Policy {

  /** Its type in descriptors. */
  public static final String TYPE = "policy::scale";

  /** The names of its settings. */
  public static final List<String> SETTINGS =
      List.of(
          "scaleOut_threshold",
          "scaleIn_threshold",
          "smoothing",
          "minimum",
          "maximum",
          "increment",
          "cooldown",
          "onScaleOut",
          "onScaleIn",
          "target");

  static ScalePolicy of(PolicyDefinition definition) {
    PolicySettings settings = new PolicySettings(definition.properties());
    return new ScalePolicy(
        definition.metric(),
        settings.percent("scaleOut_threshold", 80),
        settings.percent("scaleIn_threshold", 20),
        settings.number("smoothing", 3),
        settings.number("minimum", 1),
        settings.number("maximum", 5),
        settings.number("increment", 1),
        settings.seconds("cooldown", 120),
        settings.text("onScaleOut"),
        settings.text("onScaleIn"),
        settings.text("target"));
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("scaleOut_threshold", scaleOutThreshold.toPlainString());
    settings.put("scaleIn_threshold", scaleInThreshold.toPlainString());
    settings.put("smoothing", Integer.toString(smoothing));
    settings.put("minimum", Integer.toString(minimum));
    settings.put("maximum", Integer.toString(maximum));
    settings.put("increment", Integer.toString(increment));
    settings.put("cooldown", Long.toString(cooldown.toSeconds()));
    onScaleOut.ifPresent(operation -> settings.put("onScaleOut", operation));
    onScaleIn.ifPresent(operation -> settings.put("onScaleIn", operation));
    target.ifPresent(instance -> settings.put("target", instance));
    return settings;
  }
}
