package org.dockerrm.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Maps of texts as they are kept in one column: a JSON object that keeps their order. */
@Component
public class PropertyText {

  private static final TypeReference<LinkedHashMap<String, String>> MAP = new TypeReference<>() {};

  /** Most characters of all values together. */
  private static final int MOST_CHARACTERS = 1 << 20;

  private final ObjectMapper json = new ObjectMapper();

  /** What is wrong where values are longer than they may be kept; empty where they are not. */
  public static Optional<String> excess(Map<String, String> values) {
    return values.values().stream().mapToLong(String::length).sum() <= MOST_CHARACTERS
        ? Optional.empty()
        : Optional.of(
            "the values of all properties have more than "
                + MOST_CHARACTERS
                + " characters together; shorten them");
  }

  /**
   * The column's text.
   *
   * @throws IllegalArgumentException where the values are longer than they may be kept
   */
  public String write(Map<String, String> values) {
    excess(values)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    try {
      return json.writeValueAsString(values);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a map of texts is always JSON", e);
    }
  }

  /** The map behind a column's text. */
  public Map<String, String> read(String text) {
    try {
      return json.readValue(text, MAP);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database holds properties that are not JSON", e);
    }
  }
}
