package org.dockerrm.workflow.step;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dockerrm.transition.FailureCode;

/** The options of a volume's driver, as a property holds them: a JSON object of texts. */
final class DriverOptions {

  static final String PROPERTY = "driver_opts";

  /** What the engine's own driver mounts without looking into the host. */
  private static final Set<String> HARMLESS = Set.of("tmpfs", "nfs", "nfs4", "cifs");

  private static final String LOCAL = "local";
  private static final Set<String> BINDS = Set.of("bind", "rbind");

  private DriverOptions() {}

  /** The options; a permanent failure where the text is no such object. */
  static Map<String, String> read(String text) {
    Map<String, String> options = new LinkedHashMap<>();
    if (text.isBlank()) {
      return options;
    }
    for (Map.Entry<String, JsonNode> option : object(text).properties()) {
      if (!option.getValue().isValueNode()) {
        throw refused(text);
      }
      options.put(option.getKey(), option.getValue().asText());
    }
    return options;
  }

  private static JsonNode object(String text) {
    try {
      JsonNode object = new ObjectMapper().readTree(text);
      if (object != null && object.isObject()) {
        return object;
      }
    } catch (JsonProcessingException e) {
      // Told below, as everything else that is no object.
    }
    throw refused(text);
  }

  private static RuntimeException refused(String text) {
    return Failures.permanent(
        FailureCode.INFRASTRUCTURE_ERROR,
        PROPERTY
            + ": '"
            + text
            + "' is not a JSON object of strings such as {\"type\": \"tmpfs\", \"device\": \"tmpfs\"}");
  }

  /** The driver that a property names; the engine takes its own where there is no name. */
  static String driver(String named) {
    return named.isBlank() ? LOCAL : named.strip();
  }

  /** Whether the engine's own driver would mount files or devices of its host. */
  static boolean reachIntoHost(String driver, Map<String, String> options) {
    if (!driver.equals(LOCAL) || options.isEmpty()) {
      return false;
    }
    boolean binds =
        Arrays.stream(options.getOrDefault("o", "").toLowerCase(Locale.ROOT).split(","))
            .map(String::strip)
            .anyMatch(BINDS::contains);
    boolean mounts = options.containsKey("type") || options.containsKey("device");
    return binds || mounts && !HARMLESS.contains(options.getOrDefault("type", ""));
  }
}
