package org.dockerrm.catalog;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The types of properties; values are texts that a type accepts or not. */
public enum PropertyType {
  /** Any text. */
  STRING(text -> true),
  /** A whole number. */
  INTEGER(Pattern.compile("[+-]?\\d{1,19}").asMatchPredicate()),
  /** {@code true} or {@code false}, in any case. */
  BOOLEAN(text -> text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")),
  /** A UUID in its usual spelling. */
  UUID(Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}").asMatchPredicate()),
  /** Any text that is never shown. */
  PASSWORD(text -> true),
  /** The text of a key. */
  KEY(text -> true);

  private final Predicate<String> accepts;

  PropertyType(Predicate<String> accepts) {
    this.accepts = accepts;
  }

  /** Whether the text is a value of this type. */
  public boolean accepts(String text) {
    return accepts.test(text);
  }

  /** The type of that name in a descriptor. */
  public static Optional<PropertyType> named(String name) {
    for (PropertyType type : values()) {
      if (type.toString().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** The name in a descriptor. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
