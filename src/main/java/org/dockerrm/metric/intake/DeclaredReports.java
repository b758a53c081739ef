package org.dockerrm.metric.intake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.dockerrm.catalog.MetricDefinition;
import org.dockerrm.inventory.MetricKeys.Publisher;
import org.dockerrm.metric.MetricReport;
import org.dockerrm.metric.MetricValue;
import org.dockerrm.metric.MetricValue.Integrity;
import org.dockerrm.metric.MetricValue.Load;
import org.jspecify.annotations.Nullable;

/** Turns what an instance posted into reports about the metrics that its type declares. */
final class DeclaredReports {

  /** What collectd's rounding may add to a percentage. */
  private static final double ROUNDING = 1;

  private final Publisher publisher;
  private final Map<String, MetricDefinition> metrics;
  private final UnaryOperator<String> masked;
  private final Instant now;
  private final List<MetricReport> reports = new ArrayList<>();
  private final List<String> findings = new ArrayList<>();

  /**
   * Takes what there is to know.
   *
   * @param masked a message without the secrets of the publisher
   */
  DeclaredReports(
      Publisher publisher,
      Map<String, MetricDefinition> metrics,
      UnaryOperator<String> masked,
      Instant now) {
    this.publisher = publisher;
    this.metrics = metrics;
    this.masked = masked;
    this.now = now;
  }

  /** The reports. */
  List<MetricReport> reports() {
    return reports;
  }

  /** What is wrong; then nothing counts. */
  List<String> findings() {
    return findings;
  }

  DeclaredReports read(List<PostedElement> elements) {
    for (PostedElement element : elements) {
      if (element instanceof PostedElement.Reported reported) {
        read(reported);
      } else if (element instanceof PostedElement.Measured measured) {
        read(measured);
      }
    }
    return this;
  }

  private void read(PostedElement.Reported reported) {
    String key = publisher.metricKey();
    if (reported.metricKey() != null && !reported.metricKey().equals(key)) {
      findings.add(reported.place() + "metricKey is not the one that the request is made with");
      return;
    }
    String id = key + "." + reported.metricName();
    if (reported.metricId() != null && !reported.metricId().equals(id)) {
      findings.add(reported.place() + "metricId is not <metricKey>.<metricName>");
      return;
    }
    String kind =
        reported.value() instanceof Integrity ? MetricDefinition.INTEGRITY : MetricDefinition.LOAD;
    Optional<String> name = name(reported.metricName(), kind);
    if (name.isEmpty()) {
      findings.add(
          "%smetricName: %s declares no metric '%s'"
              .formatted(
                  reported.place(),
                  publisher.resourceType(),
                  PublisherText.shown(reported.metricName())));
      return;
    }
    MetricDefinition metric = metrics.get(name.get());
    if (metric == null || !metric.type().equals(kind)) {
      findings.add(
          "%smetricName: '%s' is a %s"
              .formatted(reported.place(), name.get(), metric == null ? "" : metric.type()));
      return;
    }
    String message = reported.message();
    add(
        name.get(),
        reported.value(),
        message == null ? null : PublisherText.message(masked.apply(message)));
  }

  /** The names that senders use by themselves stand for the only metric of that kind. */
  private Optional<String> name(String given, String kind) {
    if (metrics.containsKey(given)) {
      return Optional.of(given);
    }
    if (!kind.equals("metric::" + given)) {
      return Optional.empty();
    }
    List<String> ofKind =
        metrics.entrySet().stream()
            .filter(metric -> metric.getValue().type().equals(kind))
            .map(Map.Entry::getKey)
            .toList();
    return ofKind.size() == 1 ? Optional.of(ofKind.get(0)) : Optional.empty();
  }

  private void read(PostedElement.Measured measured) {
    if (measured.value().isEmpty()) {
      return;
    }
    double value = measured.value().getAsDouble();
    metrics.forEach(
        (name, metric) -> {
          if (!metric.source().isEmpty() && measured.isNamedBy(metric.source())) {
            value(metric, value)
                .ifPresentOrElse(
                    any -> add(name, any, null),
                    () ->
                        findings.add(
                            "%svalues: %s is no value for metric '%s' (%s)"
                                .formatted(measured.place(), value, name, metric.type())));
          }
        });
  }

  private static Optional<MetricValue> value(MetricDefinition metric, double value) {
    if (metric.type().equals(MetricDefinition.LOAD)) {
      return value >= -ROUNDING && value <= 100 + ROUNDING
          ? Optional.of(new Load(Math.max(0, Math.min(100, value))))
          : Optional.empty();
    }
    if (value == 0 || value == 1) {
      return Optional.of(value == 1 ? Integrity.OK : Integrity.BROKEN);
    }
    return Optional.empty();
  }

  private void add(String name, MetricValue value, @Nullable String message) {
    reports.add(new MetricReport(publisher.resourceId(), name, value, message, now));
  }
}
