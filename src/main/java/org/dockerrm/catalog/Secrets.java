package org.dockerrm.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which property values are secrets: those of type password, and those whose fixed value is made of
 * one. The type {@code key} is none: it names a key.
 */
public final class Secrets {

  /** What stands in place of a secret. */
  public static final String MASK = SecretMask.MASK;

  /** From this length a secret stands in another property's value for no other reason. */
  private static final int NO_CHANCE = 8;

  /** Most secrets of an instance, and most characters of them: more cannot be masked well. */
  private static final int MOST = 200;

  private static final int MOST_CHARACTERS = 64 << 10;

  private Secrets() {}

  /**
   * The values as they may be shown: secrets are masked, and so is any other value that holds one
   * of eight or more characters, in whatever form {@link SecretMask} finds.
   *
   * @param definitions what the values are; null where that is not known any more, so that every
   *     value counts as a secret
   */
  public static Map<String, String> masked(
      Map<String, String> values, @Nullable Map<String, PropertyDefinition> definitions) {
    Map<String, String> secrets = of(values, definitions);
    SecretMask mask =
        SecretMask.of(
            secrets.values().stream().filter(secret -> secret.length() >= NO_CHANCE).toList());
    Map<String, String> shown = new LinkedHashMap<>();
    values.forEach(
        (name, value) ->
            shown.put(
                name, secrets.containsKey(name) || !mask.mask(value).equals(value) ? MASK : value));
    return Collections.unmodifiableMap(shown);
  }

  /**
   * Those of the values that are secrets; empty ones are none.
   *
   * @param definitions what the values are; null where that is not known any more, so that every
   *     value counts as a secret
   */
  public static Map<String, String> of(
      Map<String, String> values, @Nullable Map<String, PropertyDefinition> definitions) {
    Set<String> names = definitions == null ? values.keySet() : names(definitions);
    Map<String, String> secrets = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (!value.isEmpty() && names.contains(name)) {
            secrets.put(name, value);
          }
        });
    return secrets;
  }

  /** What is wrong where values hold more secrets than can be masked; empty where they do not. */
  public static Optional<String> excess(
      Map<String, String> values, Map<String, PropertyDefinition> definitions) {
    Set<String> secrets = new HashSet<>(of(values, definitions).values());
    boolean tooMany =
        secrets.size() > MOST || secrets.stream().mapToLong(String::length).sum() > MOST_CHARACTERS;
    return tooMany
        ? Optional.of(
            "the values of password properties, and of those made of them, are more than "
                + MOST
                + ", or have more than "
                + MOST_CHARACTERS
                + " characters together; use fewer or shorter ones")
        : Optional.empty();
  }

  /** The names of the properties whose values are secrets. */
  public static Set<String> names(Map<String, PropertyDefinition> definitions) {
    Set<String> names = new HashSet<>();
    definitions.forEach(
        (name, definition) -> {
          if (definition.isSecret()) {
            names.add(name);
          }
        });
    if (!names.isEmpty()) {
      addThoseMadeOf(names, definitions);
    }
    return names;
  }

  /**
   * What a descriptor itself gives as passwords: defaults and fixed values, of the instance and of
   * its operations.
   */
  public static Set<String> writtenIn(Descriptor descriptor) {
    Set<String> secrets = new LinkedHashSet<>();
    Stream.concat(Stream.of(descriptor.properties()), descriptor.operations().values().stream())
        .flatMap(definitions -> definitions.values().stream())
        .filter(PropertyDefinition::isSecret)
        .flatMap(
            definition ->
                Stream.of(definition.defaultValue(), definition.value()).filter(Objects::nonNull))
        .filter(value -> Template.of(value).references().isEmpty())
        .forEach(secrets::add);
    return secrets;
  }

  private static void addThoseMadeOf(
      Set<String> names, Map<String, PropertyDefinition> definitions) {
    Map<String, List<String>> users = new HashMap<>();
    definitions.forEach(
        (name, definition) -> {
          if (definition.value() != null) {
            Template.of(definition.value())
                .references()
                .forEach(used -> users.computeIfAbsent(used, any -> new ArrayList<>()).add(name));
          }
        });
    Deque<String> open = new ArrayDeque<>(names);
    while (!open.isEmpty()) {
      users.getOrDefault(open.pop(), List.of()).stream().filter(names::add).forEach(open::push);
    }
  }
}
