package org.dockerrm.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Prints JSON objects in the format that was asked for. */
final class Printer {

  private static final int LONGEST_CELL = 100;

  private final Console console;
  private final Format format;

  Printer(Console console, Format format) {
    this.console = console;
    this.format = format;
  }

  /** Whether sentences may be printed beside the result. */
  boolean isForReading() {
    return format == Format.TABLE;
  }

  /**
   * Prints a list.
   *
   * @param name the field that {@link Format#NAME} prints
   * @param columns heading and field of each column
   */
  void list(List<JsonNode> items, String name, Map<String, String> columns) {
    switch (format) {
      case TABLE -> table(items, columns);
      case NAME -> items.forEach(item -> console.say(Json.text(item, name)));
      default -> document(JsonNodeFactory.instance.arrayNode().addAll(items));
    }
  }

  /** Prints one object. */
  void one(JsonNode object, String name) {
    switch (format) {
      case TABLE -> fields("", object);
      case NAME -> console.say(Json.text(object, name));
      default -> document(object);
    }
  }

  private void document(JsonNode value) {
    if (format == Format.JSON) {
      console.out().println(Json.pretty(value));
    } else {
      DumperOptions block = new DumperOptions();
      block.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
      console.out().print(new Yaml(block).dump(Json.plain(value)));
    }
  }

  private void table(List<JsonNode> items, Map<String, String> columns) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.copyOf(columns.keySet()));
    for (JsonNode item : items) {
      rows.add(columns.values().stream().map(field -> cell(Json.text(item, field))).toList());
    }
    rows(rows);
  }

  /** Prints rows with their columns below each other; the last one is not padded. */
  void rows(List<List<String>> rows) {
    int columns = rows.stream().mapToInt(List::size).max().orElse(0);
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
      }
      console.say(line.toString().stripTrailing());
    }
  }

  private static String cell(String text) {
    String line = Console.clean(text).replaceAll("\\s+", " ").strip();
    return line.length() > LONGEST_CELL ? line.substring(0, LONGEST_CELL - 3) + "..." : line;
  }

  /** A line for each value, the names of nested ones joined by dots; long texts come last. */
  private void fields(String prefix, JsonNode object) {
    List<List<String>> rows = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    collect(prefix, object, rows, texts);
    rows(rows);
    texts.forEach(text -> console.say("\n" + text.stripTrailing()));
  }

  private static void collect(
      String prefix, JsonNode object, List<List<String>> rows, List<String> texts) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = prefix + field.getKey();
      JsonNode value = field.getValue();
      if (value.isObject()) {
        collect(name + ".", value, rows, texts);
      } else if (value.isTextual() && value.asText().strip().contains("\n")) {
        texts.add(name + ":\n" + value.asText());
      } else {
        rows.add(List.of(name, value.isArray() ? elements(value) : value.asText()));
      }
    }
  }

  private static String elements(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.isValueNode() ? element.asText() : values(element)));
    return String.join(", ", texts);
  }

  private static String values(JsonNode object) {
    return object.properties().stream()
        .map(field -> field.getValue().asText())
        .collect(Collectors.joining(" "));
  }
}
