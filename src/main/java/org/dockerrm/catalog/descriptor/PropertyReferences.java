package org.dockerrm.catalog.descriptor;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.Template;
import org.dockerrm.catalog.TemplateSizes;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/** The {@code ${...}} in the values of one properties section. */
final class PropertyReferences {

  private static final int MOST_SHOWN = 10;
  private static final Set<String> INSTANCE =
      Set.of("instance.name", "instance.id", "instance.location");

  private final Findings.InFile findings;
  private final Map<String, Referring> referring = new LinkedHashMap<>();

  PropertyReferences(Findings.InFile findings) {
    this.findings = findings;
  }

  /** Whether a value has any. */
  static boolean hasAny(String value) {
    return Template.of(value).hasReferences();
  }

  /** Takes a property's value into account. */
  void add(String property, String what, Text value) {
    List<String> names = Template.of(value.text()).references().stream().distinct().toList();
    if (!names.isEmpty()) {
      referring.put(property, new Referring(what, value, names));
    }
  }

  /** Tells of names that nothing has, and of values that need themselves or become too long. */
  void check(Map<String, PropertyDefinition> properties) {
    referring.values().forEach(value -> checkNames(value, properties.keySet()));
    checkSize(new TemplateSizes(properties));
    Set<String> done = new HashSet<>();
    referring.keySet().forEach(property -> follow(property, new LinkedHashSet<>(), done));
  }

  private void checkSize(TemplateSizes sizes) {
    long size = 0;
    for (Referring value : referring.values()) {
      size += sizes.of(value.text.text());
      if (size > Template.MOST_CHARACTERS) {
        findings.error(
            value.line(),
            "the value of "
                + value.what
                + ", together with those above it, has more than "
                + Template.MOST_CHARACTERS
                + " characters once "
                + Quote.of("${" + value.names.get(0) + "}")
                + (value.names.size() > 1 ? " and others are" : " is")
                + " replaced; refer to shorter values");
        return;
      }
    }
  }

  private void checkNames(Referring value, Set<String> properties) {
    for (String name : value.names) {
      if (!INSTANCE.contains(name) && !properties.contains(name)) {
        findings.error(
            value.line(),
            "the value of "
                + value.what
                + " refers to "
                + Quote.of("${" + name + "}")
                + ", which is no property and none of instance.name, instance.id,"
                + " instance.location");
      }
    }
  }

  /** Depth first; at most as deep as there are properties. */
  private void follow(String property, LinkedHashSet<String> path, Set<String> done) {
    Referring value = referring.get(property);
    if (value == null || done.contains(property)) {
      return;
    }
    path.add(property);
    for (String name : value.names) {
      if (path.contains(name)) {
        tellCycle(name, path);
      } else {
        follow(name, path, done);
      }
    }
    path.remove(property);
    done.add(property);
  }

  private void tellCycle(String first, Set<String> path) {
    List<String> cycle = new ArrayList<>(path);
    cycle = cycle.subList(cycle.indexOf(first), cycle.size());
    Referring value = referring.get(first);
    findings.error(
        value == null ? 0 : value.line(),
        "the value of property '"
            + first
            + "' needs itself: "
            + String.join(" -> ", cycle.subList(0, Math.min(cycle.size(), MOST_SHOWN)))
            + (cycle.size() > MOST_SHOWN ? " -> ... -> " : " -> ")
            + first);
  }

  private record Referring(String what, Text text, List<String> names) {

    int line() {
      return text.line();
    }
  }
}
