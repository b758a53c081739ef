package org.dockerrm.catalog.container;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Items;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/**
 * The {@code ${...}} in a section: properties by name, and the instance's own facts. {@code
 * $${...}} stands for a literal <code>${...}</code>, as in Compose files.
 */
public final class References {

  /** No longer than names are, so that texts full of beginnings cost no more than others. */
  private static final Pattern REFERENCE = Pattern.compile("(\\$?)\\$\\{([^${}]{0,100})}");

  private static final Set<String> FACTS =
      Set.of("instance.name", "instance.id", "instance.location");

  private References() {}

  /** Whether a text has any. */
  static boolean isIn(String text) {
    return REFERENCE.matcher(text).results().anyMatch(match -> match.group(1).isEmpty());
  }

  /** The same with every reference replaced; what has no value becomes nothing. */
  public static YamlValue resolved(YamlValue value, Map<String, String> values) {
    if (value instanceof Text text) {
      return new Text(resolved(text.text(), values), text.line());
    }
    if (value instanceof Items items) {
      return new Items(
          items.items().stream().map(item -> resolved(item, values)).toList(), items.line());
    }
    if (value instanceof Entries map) {
      return new Entries(
          map.entries().stream()
              .map(e -> new Entry(e.key(), e.line(), resolved(e.value(), values)))
              .toList(),
          map.line());
    }
    return value;
  }

  private static String resolved(String text, Map<String, String> values) {
    return REFERENCE
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    match.group(1).isEmpty()
                        ? values.getOrDefault(match.group(2), "")
                        : match.group().substring(1)));
  }

  /** Tells of references to nothing, and to secrets, which the engine would show to anybody. */
  public static void check(
      YamlValue value, Map<String, PropertyDefinition> properties, Findings.InFile findings) {
    if (value instanceof Text text) {
      REFERENCE
          .matcher(text.text())
          .results()
          .filter(match -> match.group(1).isEmpty())
          .forEach(match -> check(match.group(2), text.line(), properties, findings));
    } else if (value instanceof Items items) {
      items.items().forEach(item -> check(item, properties, findings));
    } else if (value instanceof Entries map) {
      map.entries().forEach(entry -> check(entry.value(), properties, findings));
    }
  }

  private static void check(
      String name, int line, Map<String, PropertyDefinition> properties, Findings.InFile findings) {
    PropertyDefinition property = properties.get(name);
    String shown = "the container section refers to " + Quote.of("${" + name + "}");
    if (property == null && !FACTS.contains(name)) {
      findings.error(
          line,
          shown
              + ", which is no property and none of instance.name, instance.id,"
              + " instance.location");
    } else if (property != null && property.isSecret()) {
      findings.error(
          line,
          shown
              + ", a password; whoever can look at the container could read it, so let its scripts"
              + " take it from the properties file");
    }
  }
}
