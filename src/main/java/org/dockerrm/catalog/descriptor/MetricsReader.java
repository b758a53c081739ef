package org.dockerrm.catalog.descriptor;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.catalog.MetricDefinition;
import org.dockerrm.catalog.PolicyDefinition;
import org.dockerrm.catalog.yaml.Fields;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/** Reads {@code metrics} and {@code policies}. */
final class MetricsReader {

  private static final String DEFAULT_PERIOD = "60";

  private final Findings.InFile findings;

  MetricsReader(Findings.InFile findings) {
    this.findings = findings;
  }

  /** The metrics by name; those without a type are left out. */
  Map<String, MetricDefinition> metrics(List<Entry> entries) {
    Map<String, MetricDefinition> metrics = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Fields.of("metric '" + entry.key() + "'", entry.value(), findings)
          .flatMap(MetricsReader::metric)
          .ifPresent(metric -> metrics.put(entry.key(), metric));
    }
    return metrics;
  }

  private static Optional<MetricDefinition> metric(Fields fields) {
    String seconds = fields.text("publication-period").map(Text::text).orElse(DEFAULT_PERIOD);
    Duration period = Duration.ofSeconds(Long.parseLong(seconds));
    String source = fields.text("source").map(Text::text).orElse("");
    return fields.text("type").map(type -> new MetricDefinition(type.text(), period, source));
  }

  /**
   * The policies by name; those without a type or a metric are left out.
   *
   * @param declared the names of the metrics, sound or not
   */
  Map<String, PolicyDefinition> policies(List<Entry> entries, Set<String> declared) {
    Map<String, PolicyDefinition> policies = new LinkedHashMap<>();
    for (Entry entry : entries) {
      String owner = "policy '" + entry.key() + "'";
      Fields.of(owner, entry.value(), findings)
          .flatMap(fields -> policy(owner, fields, declared))
          .ifPresent(policy -> policies.put(entry.key(), policy));
    }
    return policies;
  }

  private Optional<PolicyDefinition> policy(String owner, Fields fields, Set<String> metrics) {
    Optional<Text> metric = fields.text("metric");
    metric
        .filter(text -> !metrics.contains(text.text()))
        .ifPresent(
            text ->
                findings.error(
                    text.line(),
                    owner
                        + " looks at metric "
                        + Quote.of(text.text())
                        + ", which is not declared"));
    Optional<Text> type = fields.text("type");
    Map<String, String> settings = settings(owner, fields.map("properties"));
    return type.isEmpty() || metric.isEmpty()
        ? Optional.empty()
        : Optional.of(new PolicyDefinition(type.get().text(), metric.get().text(), settings));
  }

  private Map<String, String> settings(String owner, List<Entry> entries) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Fields.of("property '" + entry.key() + "' of " + owner, entry.value(), findings)
          .flatMap(fields -> fields.text("value"))
          .ifPresent(value -> settings.put(entry.key(), value.text()));
    }
    return settings;
  }
}
