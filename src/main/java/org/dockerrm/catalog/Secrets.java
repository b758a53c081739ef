package org.dockerrm.catalog;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How secrets look wherever somebody could see them (resource-packages, "password"). */
public final class Secrets {

  /** What stands in place of a secret. */
  public static final String MASK = "********";

  private Secrets() {}

  /**
   * The values as they may be shown.
   *
   * @param definitions what the values are; null where that is not known any more, so that every
   *     value counts as a secret
   */
  public static Map<String, String> masked(
      Map<String, String> values, @Nullable Map<String, PropertyDefinition> definitions) {
    Map<String, String> shown = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> shown.put(name, isSecret(name, value, definitions) ? MASK : value));
    return Collections.unmodifiableMap(shown);
  }

  /** The text with every secret value in it replaced. */
  public static String maskedText(
      String text, Map<String, String> values, Map<String, PropertyDefinition> definitions) {
    String shown = text;
    for (Map.Entry<String, String> value : values.entrySet()) {
      if (isSecret(value.getKey(), value.getValue(), definitions)) {
        shown = shown.replace(value.getValue(), MASK);
      }
    }
    return shown;
  }

  private static boolean isSecret(
      String name, String value, @Nullable Map<String, PropertyDefinition> definitions) {
    if (value.isEmpty()) {
      return false;
    }
    if (definitions == null) {
      return true;
    }
    PropertyDefinition definition = definitions.get(name);
    return definition != null && definition.isSecret();
  }
}
