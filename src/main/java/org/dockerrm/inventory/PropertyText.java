package org.dockerrm.inventory;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Maps of texts as they are kept in one column: a JSON object that keeps their order. */
@Component
public class PropertyText {

  private static final TypeReference<LinkedHashMap<String, String>> MAP = new TypeReference<>() {};

  private final ObjectMapper json = new ObjectMapper();

  /** The column's text. */
  public String write(Map<String, String> values) {
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
