package org.dockerrm.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON in and out. */
final class Json {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final ObjectWriter PRETTY = MAPPER.writerWithDefaultPrettyPrinter();

  private Json() {}

  /** Reads a document; a missing node where the text is empty. */
  static JsonNode read(byte[] text) throws IOException {
    return MAPPER.readTree(text);
  }

  static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("maps of texts are always JSON", e);
    }
  }

  static String pretty(JsonNode value) {
    try {
      return PRETTY.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("what was JSON can be written as JSON", e);
    }
  }

  /** Maps, lists and scalars. */
  static @Nullable Object plain(JsonNode value) {
    return MAPPER.convertValue(value, Object.class);
  }

  /** The text of a field; empty where it is missing. */
  static String text(JsonNode object, String field) {
    return object.path(field).asText("");
  }

  /** A finding on one line: a text as it is, one about a file as {@code FILE[:LINE]: MESSAGE}. */
  static String finding(JsonNode finding) {
    if (!finding.isObject()) {
      return finding.asText();
    }
    return finding.path("file").asText()
        + (finding.has("line") ? ":" + finding.get("line").asInt() : "")
        + (finding.has("element") ? ": " + finding.get("element").asText() : "")
        + (finding.has("rule") ? ": rule " + finding.get("rule").asInt() : "")
        + ": "
        + finding.path("message").asText();
  }
}
