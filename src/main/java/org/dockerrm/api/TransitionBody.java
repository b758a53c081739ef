package org.dockerrm.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.transition.TransitionCommand;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the body of a transition request. Scalars keep the text they were written with; all
 * findings are reported together (docs/reference/api.md, "General rules").
 */
@Component
class TransitionBody {

  private static final Set<String> TEXTS =
      Set.of(
          "resourceManagerId",
          "deploymentLocation",
          "resourceType",
          "transitionName",
          "resourceId",
          "resourceName",
          "metricKey",
          "resourceState");

  private static final String FORCE = "force";
  private static final Set<String> MAPS = Set.of("properties", "context");

  private final JsonFactory json =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Reads a body.
   *
   * @throws BadRequestException naming everything that is wrong with it
   */
  TransitionCommand read(byte[] body) {
    return fields(body).command();
  }

  /**
   * Reads the body of a retry, of which only the properties count.
   *
   * @return empty where there are none, so that those of the request stay
   * @throws BadRequestException naming everything that is wrong with it
   */
  Optional<Map<String, String>> readRetry(byte[] body) {
    return body.length == 0 ? Optional.empty() : fields(body).properties();
  }

  private Fields fields(byte[] body) {
    Fields fields = new Fields();
    try (JsonParser parser = json.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new BadRequestException("the body must be a JSON object");
      }
      readFields(parser, fields);
      if (parser.nextToken() != null) {
        throw new BadRequestException("the body continues after its JSON object");
      }
    } catch (JsonProcessingException e) {
      throw new BadRequestException(JsonFault.of(e));
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory failed", e);
    }
    return fields;
  }

  private static void readFields(JsonParser parser, Fields fields) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.VALUE_NULL) {
        continue;
      }
      if (TEXTS.contains(name)) {
        readText(parser, name, fields);
      } else if (MAPS.contains(name)) {
        readMap(parser, name, fields);
      } else if (name.equals(FORCE)) {
        readForce(parser, fields);
      } else {
        parser.skipChildren();
      }
    }
  }

  private static void readText(JsonParser parser, String name, Fields fields) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_STRING) {
      fields.text(name, parser.getText());
    } else {
      fields.finding(name + " must be a string");
      parser.skipChildren();
    }
  }

  private static void readForce(JsonParser parser, Fields fields) throws IOException {
    if (!parser.currentToken().isBoolean()) {
      fields.finding("force must be true or false, without quotes");
      parser.skipChildren();
    } else {
      fields.force = parser.getBooleanValue();
    }
  }

  private static void readMap(JsonParser parser, String name, Fields fields) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      fields.finding(name + " must be a map of strings");
      parser.skipChildren();
      return;
    }
    fields.map(name);
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
        fields.entry(name, key, parser.getText());
      } else if (value != JsonToken.VALUE_NULL) {
        fields.finding(
            name + "." + ClientText.shown(key) + " must be a string, not an object or array");
        parser.skipChildren();
      }
    }
  }

  /** What a body holds, and what is wrong with it. */
  private static final class Fields {

    private final Map<String, String> texts = new LinkedHashMap<>();
    private final Map<String, Map<String, String>> maps = new LinkedHashMap<>();
    private final List<String> findings = new ArrayList<>();
    private boolean force;

    void finding(String finding) {
      findings.add(finding);
    }

    void text(String name, String value) {
      ClientText.fault(value).ifPresent(fault -> finding(name + " " + fault));
      if (value.length() > ClientText.LONGEST_NAME) {
        finding(name + " has more than " + ClientText.LONGEST_NAME + " characters");
      }
      if (value.chars().anyMatch(Character::isISOControl)) {
        finding(name + " has control characters");
      }
      texts.put(name, value);
    }

    void entry(String map, String key, String value) {
      ClientText.fault(key).ifPresent(fault -> finding("a name in " + map + " " + fault));
      ClientText.fault(value)
          .ifPresent(fault -> finding(map + "." + ClientText.shown(key) + " " + fault));
      if (value.getBytes(StandardCharsets.UTF_8).length > ClientText.LARGEST_VALUE) {
        finding(
            map
                + "."
                + ClientText.shown(key)
                + " has more than "
                + ClientText.LARGEST_VALUE
                + " bytes");
      }
      maps.computeIfAbsent(map, ignored -> new LinkedHashMap<>()).put(key, value);
    }

    void map(String name) {
      maps.computeIfAbsent(name, ignored -> new LinkedHashMap<>());
    }

    Optional<Map<String, String>> properties() {
      if (!findings.isEmpty()) {
        throw new BadRequestException(findings);
      }
      return Optional.ofNullable(maps.get("properties"));
    }

    TransitionCommand command() {
      String location = required("deploymentLocation");
      String type = required("resourceType");
      String transition = required("transitionName");
      if (isInstall(transition) && optional("resourceId") == null) {
        required("resourceName");
      }
      if (!findings.isEmpty()) {
        throw new BadRequestException(findings);
      }
      return new TransitionCommand(
          optional("resourceManagerId"),
          location,
          type,
          transition,
          optional("resourceId"),
          optional("resourceName"),
          optional("metricKey"),
          force,
          maps.getOrDefault("properties", Map.of()),
          maps.getOrDefault("context", Map.of()),
          null);
    }

    private static boolean isInstall(String transition) {
      return transition.equalsIgnoreCase("Install")
          || transition.equalsIgnoreCase("Transition::Install");
    }

    private String required(String name) {
      String value = texts.getOrDefault(name, "");
      if (value.isBlank()) {
        finding(name + " is required");
      }
      return value;
    }

    private @Nullable String optional(String name) {
      String value = texts.get(name);
      return value == null || value.isEmpty() ? null : value;
    }
  }
}
