package org.dockerrm.metric.intake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.dockerrm.metric.MetricValue;
import org.jspecify.annotations.Nullable;

/** Reads one element of a body. */
final class ElementReader {

  private static final int LONGEST_NAME = 255;

  private final JsonNode node;
  private final String place;
  private final List<String> findings;

  /**
   * @param place its place, {@code [3].} or empty, before the names of its fields
   * @param findings receives what is wrong
   */
  ElementReader(JsonNode node, String place, List<String> findings) {
    this.node = node;
    this.place = place;
    this.findings = findings;
  }

  Optional<PostedElement> read() {
    if (!node.isObject()) {
      return wrong("", "is not an object");
    }
    int before = findings.size();
    Optional<PostedElement> read = node.has("plugin") ? measured() : reported();
    return findings.size() == before ? read : Optional.empty();
  }

  private Optional<PostedElement> reported() {
    String name = required("metricName");
    String key = optional("metricKey");
    String id = optional("metricId");
    String message = node.path("message").isNull() ? null : optional("message");
    return value().map(value -> new PostedElement.Reported(place, key, id, name, value, message));
  }

  private Optional<MetricValue> value() {
    JsonNode integrity = node.path("integrity");
    JsonNode load = node.path("load");
    if (integrity.isMissingNode() == load.isMissingNode()) {
      return wrong("integrity", "or load is needed, and not both");
    }
    return load.isMissingNode() ? integrity(integrity) : load(load);
  }

  private Optional<MetricValue> integrity(JsonNode value) {
    return switch (value.isTextual() ? value.textValue() : "") {
      case "OK" -> Optional.of(MetricValue.Integrity.OK);
      case "BROKEN" -> Optional.of(MetricValue.Integrity.BROKEN);
      default -> wrong("integrity", "is \"OK\" or \"BROKEN\"");
    };
  }

  private Optional<MetricValue> load(JsonNode value) {
    double percent = value.isNumber() ? value.doubleValue() : Double.NaN;
    return percent >= 0 && percent <= 100
        ? Optional.of(new MetricValue.Load(percent))
        : wrong("load", "is a number from 0 to 100");
  }

  private Optional<PostedElement> measured() {
    return Optional.of(
        new PostedElement.Measured(
            place,
            required("plugin"),
            orEmpty("plugin_instance"),
            required("type"),
            orEmpty("type_instance"),
            first()));
  }

  /** Null is what collectd writes for "not known yet". */
  private OptionalDouble first() {
    JsonNode values = node.path("values");
    if (!values.isArray() || values.isEmpty()) {
      wrong("values", "is an array of numbers");
      return OptionalDouble.empty();
    }
    for (JsonNode value : values) {
      if (!value.isNull() && !(value.isNumber() && Double.isFinite(value.doubleValue()))) {
        wrong("values", "has something that is no finite number");
        return OptionalDouble.empty();
      }
    }
    JsonNode first = values.get(0);
    return first.isNull() ? OptionalDouble.empty() : OptionalDouble.of(first.doubleValue());
  }

  private String required(String field) {
    String text = optional(field);
    if (text == null && !node.has(field) || text != null && text.isEmpty()) {
      wrong(field, "is missing");
    }
    return text == null ? "" : text;
  }

  private String orEmpty(String field) {
    String text = optional(field);
    return text == null ? "" : text;
  }

  private @Nullable String optional(String field) {
    JsonNode value = node.path(field);
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isTextual()) {
      wrong(field, "must be a string");
      return null;
    }
    if (!field.equals("message") && value.textValue().length() > LONGEST_NAME) {
      wrong(field, "has more than " + LONGEST_NAME + " characters");
    }
    return value.textValue();
  }

  private <T> Optional<T> wrong(String field, String what) {
    String where = place + field;
    findings.add((where.isEmpty() ? "the element" : where) + " " + what);
    return Optional.empty();
  }
}
