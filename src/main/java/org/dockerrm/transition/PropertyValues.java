package org.dockerrm.transition;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.Secrets;
import org.dockerrm.catalog.Template;
import org.dockerrm.inventory.PropertyText;
import org.jspecify.annotations.Nullable;

/**
 * Works out property values from what is declared and what is supplied (docs/reference/api.md,
 * "Properties"). One use, one set of properties.
 */
final class PropertyValues {

  private final Map<String, PropertyDefinition> definitions;
  private final Map<String, String> supplied;
  private final Map<String, String> facts;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, String> resolved = new HashMap<>();
  private int left = Template.MOST_CHARACTERS;

  /**
   * Takes what there is to know.
   *
   * @param facts the instance's own facts: {@code instance.name}, {@code instance.id}, {@code
   *     instance.location}
   */
  PropertyValues(
      Map<String, PropertyDefinition> definitions,
      Map<String, String> supplied,
      Map<String, String> facts) {
    this.definitions = definitions;
    this.supplied = supplied;
    this.facts = facts;
  }

  /**
   * The outcome.
   *
   * @param values values by name: every declared property for a first set, the supplied ones for a
   *     change
   * @param problems what is wrong, each naming its property
   * @param ignored names that were supplied and are not declared
   */
  record Outcome(Map<String, String> values, List<String> problems, List<String> ignored) {

    /** The same with the values of those names emptied. */
    Outcome without(Set<String> names) {
      Map<String, String> others = new LinkedHashMap<>(values);
      names.forEach(name -> others.replace(name, ""));
      return new Outcome(others, problems, ignored);
    }
  }

  /** A value for every declared property: of Install, or of an operation. */
  Outcome all() {
    Map<String, String> values = new LinkedHashMap<>();
    definitions.forEach((name, definition) -> values.put(name, initialValue(name, definition)));
    return outcome(values, Map.of());
  }

  /** The supplied values only, over those that an instance has. */
  Outcome changes(Map<String, String> current) {
    Map<String, String> values = new LinkedHashMap<>();
    definitions.forEach(
        (name, definition) -> {
          String value = supplied.get(name);
          if (value != null) {
            String before = current.getOrDefault(name, "");
            values.put(name, isFixed(definition) ? unchanged(name, value, before) : value);
            checkType(name, definition, values.get(name));
          }
        });
    return outcome(values, current);
  }

  private Outcome outcome(Map<String, String> values, Map<String, String> current) {
    // A request that sets nothing is not refused for what is there.
    if (!values.isEmpty()) {
      Map<String, String> together = new LinkedHashMap<>(current);
      together.putAll(values);
      PropertyText.excess(together)
          .or(() -> Secrets.excess(together, definitions))
          .ifPresent(problems::add);
    }
    List<String> ignored =
        supplied.keySet().stream().filter(name -> !definitions.containsKey(name)).toList();
    return new Outcome(values, List.copyOf(problems), ignored);
  }

  private String initialValue(String name, PropertyDefinition definition) {
    String value = supplied.get(name);
    String own = ownValue(name, definition, new HashSet<>());
    if (value == null) {
      value = own;
    } else if (isFixed(definition) && !value.equals(definition.value())) {
      value = unchanged(name, value, own == null ? "" : own);
    } else if (isFixed(definition)) {
      value = own;
    }
    if (value == null) {
      if (definition.required() && !definition.readOnly()) {
        problems.add("property '" + name + "' is required");
      }
      return "";
    }
    checkType(name, definition, value);
    return value;
  }

  /** The value that the descriptor itself gives; null where it gives none. */
  private @Nullable String ownValue(
      String name, PropertyDefinition definition, Set<String> underWay) {
    if (definition.defaultValue() != null) {
      return definition.defaultValue();
    }
    return definition.value() == null ? null : resolved(name, definition.value(), underWay);
  }

  private String resolved(String name, String template, Set<String> underWay) {
    String before = resolved.get(name);
    if (before != null) {
      return before;
    }
    if (!underWay.add(name)) {
      problems.add("property '" + name + "' refers to itself");
      resolved.put(name, "");
      return "";
    }
    Template parts = Template.of(template);
    // First of all, since they use up some of what is left.
    parts.references().forEach(other -> referenced(other, underWay));
    Optional<String> text = parts.resolve(other -> referenced(other, underWay), left);
    underWay.remove(name);
    if (text.isEmpty()) {
      problems.add(
          "property '"
              + name
              + "' refers to values that are too long: all values that refer to others have more"
              + " than "
              + Template.MOST_CHARACTERS
              + " characters together");
    }
    resolved.put(name, text.orElse(""));
    left -= text.orElse("").length();
    return text.orElse("");
  }

  private @Nullable String referenced(String name, Set<String> underWay) {
    if (facts.containsKey(name)) {
      return facts.get(name);
    }
    PropertyDefinition definition = definitions.get(name);
    if (definition == null) {
      return null;
    }
    String value = supplied.get(name);
    if (value != null && !isFixed(definition)) {
      return value;
    }
    String own = ownValue(name, definition, underWay);
    return own == null ? "" : own;
  }

  private String unchanged(String name, String value, String before) {
    if (!value.equals(before)) {
      problems.add("property '" + name + "' cannot be set: the resource type fixes its value");
    }
    return before;
  }

  private void checkType(String name, PropertyDefinition definition, String value) {
    if (!value.isEmpty() && !definition.type().accepts(value)) {
      problems.add("property '" + name + "' is not of type " + definition.type());
    }
  }

  private static boolean isFixed(PropertyDefinition definition) {
    return definition.readOnly() || definition.value() != null;
  }
}
