package org.dockerrm.catalog;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name of a resource type, {@code resource::<name>::<version>} (docs/reference/packages.md,
 * "Type name").
 *
 * @param name starts with a letter, then letters, digits, {@code _}, {@code -}; at most 50
 * @param version one to five numbers of at most nine digits, separated by dots
 */
public record TypeName(String name, String version) implements Comparable<TypeName> {

  private static final String PREFIX = "resource";
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,49}");
  private static final Pattern VERSION = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,4}");

  /** Checks both parts. */
  public TypeName {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is not a resource name");
    }
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException("'" + version + "' is not a version");
    }
  }

  /** Reads a full name; empty where it does not have the form. */
  public static Optional<TypeName> parse(String text) {
    String[] parts = text.split("::", -1);
    if (parts.length != 3
        || !parts[0].equals(PREFIX)
        || !NAME.matcher(parts[1]).matches()
        || !VERSION.matcher(parts[2]).matches()) {
      return Optional.empty();
    }
    return Optional.of(new TypeName(parts[1], parts[2]));
  }

  @Override
  public int compareTo(TypeName other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return PREFIX + "::" + name + "::" + version;
  }
}
