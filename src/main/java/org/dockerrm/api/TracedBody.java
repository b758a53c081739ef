package org.dockerrm.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.catalog.Secrets;
import org.springframework.stereotype.Component;

/** A request's body as it may be traced: what is a secret, or might be one, is masked. */
@Component
class TracedBody {

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
      if (values instanceof ObjectNode properties) {
        mask(properties, tree.path("resourceType").asText(), tree.path("transitionName").asText());
      } else if (values != null) {
        ((ObjectNode) tree).put("properties", Secrets.MASK);
      }
      return json.writeValueAsString(tree);
    } catch (IOException e) {
      // What cannot be read cannot be masked either.
      return "(" + body.length + " bytes that are not JSON)";
    }
  }

  private void mask(ObjectNode properties, String typeName, String transition) {
    Optional<ResourceType> type = catalog.find(typeName);
    List<String> names = new ArrayList<>();
    properties.fieldNames().forEachRemaining(names::add);
    names.stream()
        .filter(name -> type.map(known -> isSecret(known, transition, name)).orElse(true))
        .forEach(name -> properties.put(name, Secrets.MASK));
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
