package org.dockerrm.catalog.descriptor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.catalog.HealPolicy;
import org.dockerrm.catalog.MetricDefinition;
import org.dockerrm.catalog.PolicyDefinition;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.ScalePolicy;
import org.dockerrm.catalog.yaml.Fields;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/** Reads {@code policies}. */
final class PoliciesReader {

  private static final Map<String, String> METRIC_OF =
      Map.of(HealPolicy.TYPE, "metric::integrity", ScalePolicy.TYPE, "metric::load");
  private static final Map<String, List<String>> SETTINGS_OF =
      Map.of(HealPolicy.TYPE, HealPolicy.SETTINGS, ScalePolicy.TYPE, ScalePolicy.SETTINGS);

  private final Set<String> declared;
  private final Map<String, MetricDefinition> metrics;
  private final ScaleChecks scaleChecks;
  private final Findings.InFile findings;

  /**
   * Reads within one descriptor.
   *
   * @param declared the names of the metrics, sound or not
   * @param metrics the sound metrics
   */
  PoliciesReader(
      Set<String> declared,
      Map<String, MetricDefinition> metrics,
      Map<String, PropertyDefinition> properties,
      Set<String> operations,
      Findings.InFile findings) {
    this.declared = declared;
    this.metrics = metrics;
    this.scaleChecks = new ScaleChecks(properties, operations, findings);
    this.findings = findings;
  }

  /** The policies by name; those without a type or a metric are left out. */
  Map<String, PolicyDefinition> read(List<Entry> entries) {
    Map<String, PolicyDefinition> policies = new LinkedHashMap<>();
    for (Entry entry : entries) {
      String owner = "policy '" + entry.key() + "'";
      Fields.of(owner, entry.value(), findings)
          .flatMap(fields -> policy(owner, fields))
          .ifPresent(policy -> policies.put(entry.key(), policy));
      warnOfSecond(entry, policies);
    }
    return policies;
  }

  private Optional<PolicyDefinition> policy(String owner, Fields fields) {
    Optional<Text> metric = fields.text("metric");
    Optional<Text> type = fields.text("type");
    metric.ifPresent(name -> checkMetric(owner, name, type.map(Text::text)));
    Map<String, Text> settings = settings(owner, fields.map("properties"));
    type.ifPresent(kind -> warnOfOthers(owner, kind.text(), settings));
    if (type.isEmpty() || metric.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    settings.forEach((name, value) -> texts.put(name, value.text()));
    PolicyDefinition policy = new PolicyDefinition(type.get().text(), metric.get().text(), texts);
    if (type.get().text().equals(ScalePolicy.TYPE)) {
      scaleChecks.check(owner, (ScalePolicy) policy.policy(), settings);
    }
    return Optional.of(policy);
  }

  private void checkMetric(String owner, Text name, Optional<String> type) {
    String looksAt = owner + " looks at metric " + Quote.of(name.text());
    if (!declared.contains(name.text())) {
      findings.error(name.line(), looksAt + ", which is not declared");
      return;
    }
    Optional<String> needed = type.map(METRIC_OF::get);
    Optional<String> found =
        Optional.ofNullable(metrics.get(name.text())).map(MetricDefinition::type);
    if (needed.isPresent() && found.isPresent() && !needed.equals(found)) {
      findings.error(
          name.line(), looksAt + ", which is a " + found.get() + "; it needs a " + needed.get());
    }
  }

  private Map<String, Text> settings(String owner, List<Entry> entries) {
    Map<String, Text> settings = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Fields.of("property '" + entry.key() + "' of " + owner, entry.value(), findings)
          .flatMap(fields -> fields.text("value"))
          .ifPresent(value -> settings.put(entry.key(), value));
    }
    return settings;
  }

  private void warnOfOthers(String owner, String type, Map<String, Text> settings) {
    settings.forEach(
        (name, value) -> {
          if (!SETTINGS_OF.get(type).contains(name)) {
            findings.warning(
                value.line(),
                "property '" + name + "' of " + owner + " has no effect in a " + type);
          }
        });
  }

  /** A cluster has one size, so that two policies over it would work against each other. */
  private void warnOfSecond(Entry entry, Map<String, PolicyDefinition> policies) {
    List<String> scaling =
        policies.entrySet().stream()
            .filter(policy -> policy.getValue().type().equals(ScalePolicy.TYPE))
            .map(Map.Entry::getKey)
            .toList();
    if (scaling.size() > 1 && scaling.contains(entry.key())) {
      policies.remove(entry.key());
      findings.error(
          entry.line(),
          "policy '"
              + entry.key()
              + "' is a second "
              + ScalePolicy.TYPE
              + " beside '"
              + scaling.get(0)
              + "'; a type has one at most");
    }
  }
}
