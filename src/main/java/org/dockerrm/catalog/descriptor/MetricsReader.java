package org.dockerrm.catalog.descriptor;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dockerrm.catalog.MetricDefinition;
import org.dockerrm.catalog.PolicyDefinition;
import org.dockerrm.catalog.yaml.Fields;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/** Reads {@code metrics} and {@code policies}. */
final class MetricsReader {

  private static final Duration DEFAULT_PERIOD = Duration.ofSeconds(60);
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final List<String> METRIC_TYPES = List.of("metric::integrity", "metric::load");
  private static final List<String> POLICY_TYPES = List.of("policy::heal", "policy::scale");

  private final Findings.InFile findings;

  MetricsReader(Findings.InFile findings) {
    this.findings = findings;
  }

  /** The metrics by name; those of no known type are left out. */
  Map<String, MetricDefinition> metrics(List<Entry> entries) {
    Map<String, MetricDefinition> metrics = new LinkedHashMap<>();
    for (Entry entry : Names.legal("metric", entries, findings)) {
      String owner = "metric '" + entry.key() + "'";
      Fields.of(owner, entry.value(), findings)
          .flatMap(fields -> metric(owner, entry, fields))
          .ifPresent(metric -> metrics.put(entry.key(), metric));
    }
    return metrics;
  }

  private Optional<MetricDefinition> metric(String owner, Entry entry, Fields fields) {
    fields.ignore("description", "source");
    Duration period =
        fields.text("publication-period").map(text -> period(owner, text)).orElse(DEFAULT_PERIOD);
    Optional<String> type = type(owner, entry, fields, METRIC_TYPES);
    fields.warnOfOthers();
    return type.map(known -> new MetricDefinition(known, period));
  }

  private Duration period(String owner, Text text) {
    if (SECONDS.matcher(text.text()).matches()) {
      return Duration.ofSeconds(Long.parseLong(text.text()));
    }
    findings.error(
        text.line(),
        "'publication-period' of "
            + owner
            + " must be a whole number of seconds, not "
            + Quote.of(text.text()));
    return DEFAULT_PERIOD;
  }

  /** The policies by name; those of no known type or without a metric are left out. */
  Map<String, PolicyDefinition> policies(List<Entry> entries, List<Entry> metrics) {
    Set<String> declared = metrics.stream().map(Entry::key).collect(Collectors.toSet());
    Map<String, PolicyDefinition> policies = new LinkedHashMap<>();
    for (Entry entry : Names.legal("policy", entries, findings)) {
      String owner = "policy '" + entry.key() + "'";
      Fields.of(owner, entry.value(), findings)
          .flatMap(fields -> policy(owner, entry, fields, declared))
          .ifPresent(policy -> policies.put(entry.key(), policy));
    }
    return policies;
  }

  private Optional<PolicyDefinition> policy(
      String owner, Entry entry, Fields fields, Set<String> metrics) {
    fields.ignore("description");
    Optional<String> type = type(owner, entry, fields, POLICY_TYPES);
    Optional<Text> metric = fields.text("metric");
    if (metric.isEmpty()) {
      findings.error(entry.line(), owner + " names no metric");
    } else if (!metrics.contains(metric.get().text())) {
      findings.error(
          metric.get().line(),
          owner + " looks at metric " + Quote.of(metric.get().text()) + ", which is not declared");
    }
    Map<String, String> settings = settings(owner, fields.map("properties"));
    fields.warnOfOthers();
    return type.isEmpty() || metric.isEmpty()
        ? Optional.empty()
        : Optional.of(new PolicyDefinition(type.get(), metric.get().text(), settings));
  }

  private Map<String, String> settings(String owner, List<Entry> entries) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (Entry entry : Names.legal("policy property", entries, findings)) {
      String what = "property '" + entry.key() + "' of " + owner;
      Optional<Fields> fields = Fields.of(what, entry.value(), findings);
      fields.ifPresent(found -> found.ignore("type", "description"));
      Optional<Text> value = fields.flatMap(found -> found.text("value"));
      value.ifPresent(text -> settings.put(entry.key(), text.text()));
      fields.ifPresent(Fields::warnOfOthers);
    }
    return settings;
  }

  private Optional<String> type(String owner, Entry entry, Fields fields, List<String> known) {
    Optional<Text> type = fields.text("type");
    if (type.map(Text::text).filter(known::contains).isPresent()) {
      return type.map(Text::text);
    }
    findings.error(
        type.map(Text::line).orElse(entry.line()),
        owner
            + type.map(text -> " has the unknown type " + Quote.of(text.text()))
                .orElse(" has no type")
            + "; types are "
            + String.join(", ", known));
    return Optional.empty();
  }
}
