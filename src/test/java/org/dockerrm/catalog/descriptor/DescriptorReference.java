package org.dockerrm.catalog.descriptor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the descriptor's reference for people from its schema, as Markdown. */
final class DescriptorReference {

  private static final Pattern DEFINITION = Pattern.compile("#/\\$defs/(\\w+)");

  private final JsonNode schema;
  private final StringBuilder text = new StringBuilder();

  private DescriptorReference(JsonNode schema) {
    this.schema = schema;
  }

  /** The whole page. */
  static String of(JsonNode schema) {
    return new DescriptorReference(schema).page();
  }

  private String page() {
    line("# Descriptor reference");
    line("");
    line(
        "<!-- Generated from docs/schema/resource-descriptor.schema.json by DescriptorReferenceTest. -->");
    line("");
    line(schema.path("description").asText());
    line("");
    line(
        "Every scalar is read as a string. A key without a value counts as missing, an unknown key is");
    line(
        "a warning. `./dockerrm check` reports what is wrong with a descriptor, and so do editors that");
    line("know [its schema](../schema/resource-descriptor.schema.json).");
    table(schema.path("properties"), schema);
    schema
        .path("$defs")
        .properties()
        .forEach(
            entry -> {
              if (entry.getValue().has("title")) {
                section(entry.getValue());
              }
            });
    return text.toString();
  }

  private void section(JsonNode definition) {
    line("");
    line("## " + definition.path("title").asText());
    line("");
    line(definition.path("description").asText());
    if (definition.has("properties")) {
      table(definition.path("properties"), definition);
    }
  }

  private void table(JsonNode properties, JsonNode owner) {
    line("");
    line("| key | type | default | meaning | allowed | example |");
    line("|---|---|---|---|---|---|");
    List<String> required = new ArrayList<>();
    owner.path("required").forEach(key -> required.add(key.asText()));
    rows("", properties, required);
  }

  private void rows(String prefix, JsonNode properties, List<String> required) {
    properties
        .properties()
        .forEach(
            entry -> {
              JsonNode field = entry.getValue();
              String key = prefix + entry.getKey();
              line(row(key, field, required.contains(entry.getKey())));
              rows(key + ".", field.path("properties"), List.of());
            });
  }

  private String row(String key, JsonNode field, boolean required) {
    JsonNode definition = definition(field);
    return "| `%s` | %s | %s | %s | %s | %s |"
        .formatted(
            key,
            type(definition)
                + (definition == field ? "" : link(", see ", field))
                + (required ? ", required" : ""),
            field.has("default") ? code(field.path("default")) : "",
            cell((field.has("description") ? field : definition).path("description").asText()),
            allowed(definition),
            example(field.has("examples") ? field : definition));
  }

  private JsonNode definition(JsonNode field) {
    Matcher reference = DEFINITION.matcher(field.path("$ref").asText());
    return reference.matches() ? schema.path("$defs").path(reference.group(1)) : field;
  }

  /** The kinds; of several scalars the first, which is what is usually written. */
  private String type(JsonNode field) {
    List<String> words = new ArrayList<>();
    JsonNode type = field.path("type");
    (type.isTextual() ? List.of(type) : type)
        .forEach(
            one -> {
              String word = word(one.asText());
              boolean isScalar = !List.of("map", "list").contains(word);
              boolean isFirst = words.isEmpty() || !isScalar;
              if (!word.isEmpty() && isFirst) {
                words.add(word);
              }
            });
    String kinds = words.isEmpty() ? "anything" : String.join(" or ", words);
    return kinds
        + link(" of ", field.path("additionalProperties"))
        + link(" of ", field.path("items"));
  }

  private String link(String word, JsonNode part) {
    JsonNode definition = definition(part);
    String title = definition.path("title").asText();
    return title.isEmpty()
        ? ""
        : word + "[" + title.replaceFirst("^(A|An|The) ", "") + "](#" + anchor(title) + ")";
  }

  private static String anchor(String title) {
    return title.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  private static String word(String type) {
    return switch (type) {
      case "object" -> "map";
      case "array" -> "list";
      case "null" -> "";
      case "string" -> "string";
      case "integer", "number" -> "number";
      default -> type;
    };
  }

  private String allowed(JsonNode field) {
    List<String> values = new ArrayList<>();
    field.path("enum").forEach(value -> values.add("`" + value.asText() + "`"));
    if (!values.isEmpty()) {
      return String.join(", ", values);
    }
    JsonNode message = field.has("errorMessage") ? field : definition(field.path("propertyNames"));
    String text = message.path("errorMessage").asText();
    String names = message == field || text.isEmpty() ? "" : "names: ";
    return cell(
        names + text.replaceFirst("^must (be|have) ", "").replaceFirst("^the form", "form"));
  }

  private static String example(JsonNode field) {
    JsonNode examples = field.path("examples");
    return examples.isEmpty() ? "" : code(examples.path(0));
  }

  private static String code(JsonNode value) {
    return "`" + (value.isTextual() ? value.asText() : flow(value)) + "`";
  }

  /** YAML's flow style. */
  private static String flow(JsonNode value) {
    if (value.isArray()) {
      List<String> items = new ArrayList<>();
      value.forEach(item -> items.add(flow(item)));
      return "[" + String.join(", ", items) + "]";
    }
    if (value.isObject()) {
      List<String> entries = new ArrayList<>();
      value
          .properties()
          .forEach(entry -> entries.add(entry.getKey() + ": " + flow(entry.getValue())));
      return "{" + String.join(", ", entries) + "}";
    }
    boolean quote = value.isTextual() && !value.asText().matches("[A-Za-z/][A-Za-z0-9/.-]*");
    return quote ? value.toString() : value.asText();
  }

  private static String cell(String words) {
    return words
        .replace("|", "\\|")
        .replace("<", "&lt;")
        .replaceAll("(\\$\\{[^}]*\\})", "`$1`")
        .replace(
            "[[HOST_IP:]HOST_PORT:]CONTAINER_PORT[/PROTOCOL]",
            "`[[HOST_IP:]HOST_PORT:]CONTAINER_PORT[/PROTOCOL]`");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
