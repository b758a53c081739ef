package org.dockerrm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.catalog.SecretMask;
import org.dockerrm.catalog.Secrets;
import org.springframework.stereotype.Component;

/** Bodies as they may be traced: what is a secret, or might be one, is masked. */
@Component
class TracedBody {

  /** Shorter values stand in a body by chance. */
  private static final int SHORTEST_ELSEWHERE = 8;

  private static final String DESCRIPTOR = "descriptor";

  private final ObjectMapper json = new ObjectMapper();
  private final Catalog catalog;

  TracedBody(Catalog catalog) {
    this.catalog = catalog;
  }

  String withoutSecrets(byte[] body) {
    if (body.length == 0) {
      return "";
    }
    try {
      JsonNode tree = json.readTree(body);
      JsonNode values = tree.get("properties");
      List<String> secrets = new ArrayList<>();
      if (values instanceof ObjectNode properties) {
        secrets =
            mask(
                properties,
                tree.path("resourceType").asText(),
                tree.path("transitionName").asText());
      } else if (values != null) {
        ((ObjectNode) tree).put("properties", Secrets.MASK);
      }
      // A value may stand elsewhere in the body, too.
      return SecretMask.of(secrets).mask(json.writeValueAsString(tree));
    } catch (IOException e) {
      // What cannot be read cannot be masked either.
      return "(" + body.length + " bytes that are not JSON)";
    }
  }

  /** An answer, with the size of a type's descriptor in its place: that may give passwords. */
  String withoutDescriptor(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    if (!text.contains("\"" + DESCRIPTOR + "\"")) {
      return text;
    }
    try {
      JsonNode tree = json.readTree(text);
      JsonNode descriptor = tree.path(DESCRIPTOR);
      if (descriptor.isTextual()) {
        ((ObjectNode) tree).put(DESCRIPTOR, "(" + descriptor.textValue().length() + " characters)");
      }
      return tree.toString();
    } catch (IOException e) {
      return text;
    }
  }

  /** Masks the secrets among the properties, and returns those identified by length. */
  private List<String> mask(ObjectNode properties, String typeName, String transition) {
    Optional<ResourceType> type = catalog.find(typeName);
    List<String> names = new ArrayList<>();
    properties.fieldNames().forEachRemaining(names::add);
    List<String> secrets = new ArrayList<>();
    names.stream()
        .filter(name -> type.map(known -> isSecret(known, transition, name)).orElse(true))
        .forEach(
            name -> {
              secrets.add(properties.get(name).asText());
              properties.put(name, Secrets.MASK);
            });
    secrets.removeIf(secret -> secret.length() < SHORTEST_ELSEWHERE);
    return secrets;
  }

  private static boolean isSecret(ResourceType type, String transition, String name) {
    PropertyDefinition ofType = type.descriptor().properties().get(name);
    PropertyDefinition ofOperation = type.operation(transition).orElse(Map.of()).get(name);
    // An undeclared property may be a secret with a misspelled name.
    return ofType == null && ofOperation == null
        || ofType != null && ofType.isSecret()
        || ofOperation != null && ofOperation.isSecret();
  }
}
