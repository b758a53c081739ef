package org.dockerrm.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One value of a file with its key. Each conversion answers empty, and adds a finding, where the
 * value is of another kind.
 *
 * @param key the key's path in the file, for example {@code properties.traceFile}
 */
record ConfigValue(String key, Node node, ConfigFindings findings) {

  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

  /** A text or a number as the file spells it; an empty text is as good as none. */
  Optional<String> text() {
    if (node instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue().strip()).filter(text -> !text.isEmpty());
    }
    return wrong("must be a string");
  }

  /** Whether this is an empty text. */
  boolean isBlank() {
    return node instanceof ScalarNode scalar && scalar.getValue().isBlank();
  }

  Optional<Boolean> bool() {
    if (!(node instanceof ScalarNode scalar)) {
      return wrong("must be true or false");
    }
    return switch (scalar.getValue().strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on" -> Optional.of(true);
      case "false", "no", "off" -> Optional.of(false);
      default -> wrong("'" + ConfigFindings.shown(scalar.getValue()) + "' is not true or false");
    };
  }

  /** A whole number from 0 to {@code most}. */
  Optional<Integer> number(int most) {
    return text()
        .flatMap(
            text -> {
              Optional<Integer> number = LocationRules.number(text, most);
              return number.isPresent()
                  ? number
                  : wrong(
                      "'"
                          + ConfigFindings.shown(text)
                          + "' is not a whole number from 0 to "
                          + most);
            });
  }

  /** An ISO-8601 duration or a number of seconds from {@code min} to {@code max}. */
  Optional<Duration> duration(Duration min, Duration max) {
    return text().flatMap(text -> parse(text, min, max));
  }

  private Optional<Duration> parse(String text, Duration min, Duration max) {
    Duration duration;
    try {
      duration =
          SECONDS.matcher(text).matches()
              ? Duration.ofSeconds(Long.parseLong(text))
              : Duration.parse(text);
    } catch (DateTimeParseException e) {
      return wrong(
          "'" + ConfigFindings.shown(text) + "' is not a duration, write for example PT15M");
    }
    if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
      return wrong("'" + ConfigFindings.shown(text) + "' is not from " + min + " to " + max);
    }
    return Optional.of(duration);
  }

  Optional<Path> path() {
    return text()
        .flatMap(
            text -> {
              try {
                return Optional.of(Path.of(text));
              } catch (InvalidPathException e) {
                return wrong("'" + ConfigFindings.shown(text) + "' is not a path");
              }
            });
  }

  /** The elements of a list, each with its place in the key, for example {@code locations[0]}. */
  Optional<List<ConfigValue>> list() {
    if (!(node instanceof SequenceNode sequence)) {
      return wrong("must be a list");
    }
    List<ConfigValue> elements = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      elements.add(new ConfigValue(key + "[" + elements.size() + "]", element, findings));
    }
    return Optional.of(elements);
  }

  Optional<YamlMap> map() {
    if (node instanceof MappingNode map) {
      return Optional.of(new YamlMap(key, map.getValue(), findings));
    }
    return wrong("must hold keys with values");
  }

  /** Reports the value and answers nothing. */
  <T> Optional<T> wrong(String text) {
    findings.error(node, key, text);
    return Optional.empty();
  }
}
