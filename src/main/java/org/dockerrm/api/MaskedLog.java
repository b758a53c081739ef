package org.dockerrm.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.Secrets;
import org.dockerrm.location.LogLine;
import org.jspecify.annotations.Nullable;

/** A container's log without the passwords of its instance, whatever it wrote. */
final class MaskedLog {

  private static final String CUT = "...";

  private final List<String> secrets;
  private final int longest;

  /**
   * @param definitions what the values are; null where that is not known any more, so that every
   *     value counts as a secret
   */
  MaskedLog(Map<String, String> values, @Nullable Map<String, PropertyDefinition> definitions) {
    // A secret of several lines is told line by line; of two that begin alike, the longer first.
    secrets =
        secrets(values, definitions).stream()
            .flatMap(String::lines)
            .filter(line -> !line.isBlank())
            .distinct()
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
    longest = secrets.stream().mapToInt(String::length).max().orElse(0);
  }

  private static List<String> secrets(
      Map<String, String> values, @Nullable Map<String, PropertyDefinition> definitions) {
    List<String> found = new ArrayList<>();
    Secrets.masked(values, definitions)
        .forEach(
            (name, shown) -> {
              String value = values.getOrDefault(name, "");
              if (!shown.equals(value)) {
                found.add(value);
              }
            });
    return found;
  }

  List<InstanceLogs.Line> of(List<LogLine> lines) {
    return lines.stream()
        .map(l -> new InstanceLogs.Line(l.stream().name().toLowerCase(Locale.ROOT), masked(l)))
        .toList();
  }

  private String masked(LogLine line) {
    String text = line.text();
    for (String secret : secrets) {
      text = text.replace(secret, Secrets.MASK);
    }
    // Where a line was cut, a secret may have been cut in two.
    return line.cut() ? text.substring(0, Math.max(0, text.length() - longest)) + CUT : text;
  }
}
