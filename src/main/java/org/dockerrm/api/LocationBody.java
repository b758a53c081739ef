package org.dockerrm.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dockerrm.config.LocationSettings;
import org.jspecify.annotations.Nullable;

/**
 * The body that makes a location.
 *
 * @param type free text
 * @param properties the location's properties, as texts; its kind among them, where one is given
 */
record LocationBody(String type, Map<String, String> properties) {

  private static final String KIND = "kind";

  private static final ObjectReader JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  /**
   * Reads a body; unknown fields are ignored.
   *
   * @throws BadRequestException naming everything that is wrong with it
   */
  static LocationBody read(byte @Nullable [] body) {
    JsonNode json = parse(body == null ? new byte[0] : body);
    if (!json.isObject()) {
      throw new BadRequestException("the body is a JSON object");
    }
    List<String> findings = new ArrayList<>();
    String type = text("type", json.path("type"), findings);
    String kind = text(KIND, json.path(KIND), findings);
    JsonNode given = json.path("properties");
    if (!given.isObject() && !isLeftOut(given)) {
      findings.add("properties must be a map of strings");
    }
    Map<String, String> properties = new LinkedHashMap<>();
    if (given.has(KIND)) {
      findings.add("kind stands beside properties, not in them");
    }
    // The default is not kept, so that a manager from before kinds can read the location.
    if (!kind.isEmpty() && !kind.equals(LocationSettings.ENGINE)) {
      properties.put(KIND, kind);
    }
    given
        .properties()
        .forEach(
            field -> {
              String name = "properties." + ClientText.shown(field.getKey());
              if (!isLeftOut(field.getValue())) {
                properties.put(field.getKey(), text(name, field.getValue(), findings));
              }
            });
    if (!findings.isEmpty()) {
      throw new BadRequestException(findings);
    }
    return new LocationBody(type, properties);
  }

  private static String text(String name, JsonNode value, List<String> findings) {
    if (isLeftOut(value)) {
      return "";
    }
    if (!value.isValueNode()) {
      findings.add(name + " must be a string");
      return "";
    }
    ClientText.fault(value.asText()).ifPresent(fault -> findings.add(name + " " + fault));
    return value.asText();
  }

  private static boolean isLeftOut(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }

  private static JsonNode parse(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new BadRequestException(JsonFault.of(e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
  }
}
