package org.dockerrm.catalog.descriptor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.Set;

/** The types of JSON Schema in words. */
final class SchemaTypeNames {

  private SchemaTypeNames() {}

  /** The kinds that the keyword {@code type} allows, such as {@code a list or a map}. */
  static String of(JsonNode type) {
    Set<String> words = new LinkedHashSet<>();
    if (type.isTextual()) {
      words.add(word(type.asText()));
    }
    type.forEach(one -> words.add(word(one.asText())));
    words.remove("nothing");
    return String.join(" or ", words);
  }

  private static String word(String type) {
    return switch (type) {
      case "object" -> "a map";
      case "array" -> "a list";
      case "null" -> "nothing";
      default -> "a string";
    };
  }
}
