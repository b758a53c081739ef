package org.dockerrm.catalog.descriptor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.catalog.yaml.YamlValue.Entry;
import org.dockerrm.catalog.yaml.YamlValue.Items;
import org.dockerrm.catalog.yaml.YamlValue.Nothing;
import org.dockerrm.catalog.yaml.YamlValue.Text;

/**
 * A YAML document as the JSON that a schema checks: scalars are texts, and a key without a value
 * counts as missing, but where keys are names that the descriptor gives.
 */
final class YamlJson {

  private static final Set<String> OF_NAMES =
      Set.of("properties", "lifecycle", "operations", "metrics", "policies", "environment");

  /**
   * No list or map may have more; one that has more is cut after the first excess element, which
   * the schema then reports.
   */
  private static final int MOST = 1000;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private YamlJson() {}

  /** The document's JSON. */
  static JsonNode of(YamlValue document) {
    return of(document, false);
  }

  private static JsonNode of(YamlValue value, boolean hasNames) {
    if (value instanceof Entries map) {
      return of(map, hasNames);
    }
    if (value instanceof Items list) {
      ArrayNode array = NODES.arrayNode();
      list.items().stream().limit(MOST + 1).forEach(item -> array.add(of(item, false)));
      return array;
    }
    return value instanceof Text text ? NODES.textNode(text.text()) : NODES.nullNode();
  }

  private static ObjectNode of(Entries map, boolean hasNames) {
    ObjectNode object = NODES.objectNode();
    for (Entry entry : map.entries().stream().limit(MOST + 1).toList()) {
      if (hasNames || !(entry.value() instanceof Nothing)) {
        boolean childHasNames = !hasNames && OF_NAMES.contains(entry.key());
        object.set(entry.key(), of(entry.value(), childHasNames));
      }
    }
    return object;
  }
}
