package org.dockerrm.catalog.descriptor;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.MetricDefinition;
import org.dockerrm.catalog.yaml.Fields;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/** Reads {@code metrics}. */
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
}
