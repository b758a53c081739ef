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
          .flatMap(this::metric)
          .ifPresent(metric -> metrics.put(entry.key(), metric));
    }
    return metrics;
  }

  private Optional<MetricDefinition> metric(Fields fields) {
    Text health = fields.text("source").filter(MetricsReader::isHealth).orElse(null);
    return health == null ? reported(fields) : ofHealth(fields, health);
  }

  private static boolean isHealth(Text source) {
    return source.text().equals(MetricDefinition.HEALTH);
  }

  /** A verdict comes when it changes, and none is missing in between. */
  private Optional<MetricDefinition> ofHealth(Fields fields, Text source) {
    Optional<Text> type = fields.text("type");
    if (type.filter(text -> !text.text().equals(MetricDefinition.INTEGRITY)).isPresent()) {
      findings.error(
          source.line(),
          "source 'health' needs type metric::integrity: a health check says well or not, no load");
      return Optional.empty();
    }
    fields
        .text("publication-period")
        .ifPresent(
            period ->
                findings.warning(
                    period.line(),
                    "publication-period has no effect with source 'health': the engine tells when the"
                        + " verdict changes"));
    return type.map(
        text -> new MetricDefinition(text.text(), Duration.ZERO, MetricDefinition.HEALTH));
  }

  private static Optional<MetricDefinition> reported(Fields fields) {
    String seconds = fields.text("publication-period").map(Text::text).orElse(DEFAULT_PERIOD);
    Duration period = Duration.ofSeconds(Long.parseLong(seconds));
    String source = fields.text("source").map(Text::text).orElse("");
    return fields.text("type").map(type -> new MetricDefinition(type.text(), period, source));
  }
}
