package org.dockerrm.catalog;

import java.time.Duration;
import java.util.Map;

/**
 * A policy with a value for each of its settings: what the descriptor says, or else the default
 * (docs/reference/metrics-and-policies.md, "Heal" and "Scale").
 */
public sealed interface Policy permits HealPolicy, ScalePolicy {

  /** The metric that it looks at. */
  String metric();

  /** How many reports or periods in a row fire it. */
  int smoothing();

  /** How long it does not fire again after it fired. */
  Duration cooldown();

  /** All settings in the descriptor's spelling, for a process; those without a value are absent. */
  Map<String, String> settings();
}
