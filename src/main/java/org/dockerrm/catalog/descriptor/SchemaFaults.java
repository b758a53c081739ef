package org.dockerrm.catalog.descriptor;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.catalog.yaml.YamlValue;
import org.dockerrm.catalog.yaml.YamlValue.Entries;
import org.dockerrm.catalog.yaml.YamlValue.Text;
import org.dockerrm.spelling.Similar;

/** What the schema has against one descriptor, in words for the person who wrote it. */
final class SchemaFaults {

  /** The keyword for a text that stands in place of the other keywords' own messages. */
  static final String ERROR_MESSAGE = "errorMessage";

  /** Keys of the container section that protect the host: leaving them out must not go unseen. */
  private static final Set<String> SECURITY =
      Set.of("capabilities", "cap_add", "cap_drop", "privileged", "security_opt", "user");

  private final JsonNode schema;
  private final FaultTree document;
  private final Map<List<Object>, Fault> faults = new HashMap<>();

  SchemaFaults(JsonNode schema, YamlValue document) {
    this.schema = schema;
    this.document = new FaultTree(document);
  }

  /** Takes a violation into account; of several at one place one is reported. */
  void add(ValidationMessage violation) {
    List<Object> path = elements(violation.getInstanceLocation());
    String property = violation.getProperty();
    JsonNode limit = violation.getSchemaNode();
    switch (violation.getType()) {
      case "additionalProperties" -> addUnknown(path, property, subschema(violation));
      case "propertyNames" -> addName(path, property, errorMessage(limit).orElseThrow());
      case "required" -> addMissing(path, property, subschema(violation));
      case "maxProperties", "maxItems" -> addExcess(path, limit.intValue());
      default -> addValue(path, violation);
    }
  }

  /** Tells of all, in the order of the lines. */
  void tell(Findings.InFile findings) {
    faults.values().stream()
        .sorted(Comparator.comparingInt(Fault::line).thenComparing(Fault::message))
        .forEach(
            fault -> {
              if (fault.harmless) {
                findings.warning(fault.line, fault.message);
              } else {
                findings.error(fault.line, fault.message);
              }
            });
  }

  /** The document without what is wrong in it; empty where it is no map. */
  Optional<Entries> sound() {
    return document.sound().filter(Entries.class::isInstance).map(Entries.class::cast);
  }

  private void addUnknown(List<Object> path, String key, JsonNode map) {
    List<Object> at = FaultTree.child(path, key);
    String owner = DescriptorPath.of(path);
    String message =
        (owner.isEmpty() ? "" : owner + ": ") + "unknown key " + Quote.of(key) + " has no effect";
    Optional<String> meant = Similar.to(key, names(map.path("properties")));
    boolean protects =
        path.equals(List.of("container")) && meant.filter(SECURITY::contains).isPresent()
            || path.equals(List.of("container", "capabilities"));
    String hint = meant.map(name -> "; is '" + name + "' meant?").orElse("");
    put(at, new Fault(document.keyLine(at), message + hint, !protects, false));
    document.remove(at);
  }

  private void addName(List<Object> path, String name, String message) {
    List<Object> at = FaultTree.child(path, name);
    String text = DescriptorPath.ofName(path, name) + " " + message;
    put(at, new Fault(document.keyLine(at), text, false, true));
    document.remove(at);
  }

  private void addMissing(List<Object> path, String key, JsonNode owner) {
    List<String> allowed = texts(owner.path("properties").path(key).path("enum"));
    String message =
        DescriptorPath.of(path)
            + " needs '"
            + key
            + "'"
            + (allowed.isEmpty() ? "" : "; it must be one of " + String.join(", ", allowed));
    put(FaultTree.child(path, key), new Fault(document.keyLine(path), message, false, true));
    document.remove(path);
  }

  private void addExcess(List<Object> path, int most) {
    List<List<Object>> excess = document.excess(path, most);
    String message = DescriptorPath.of(path) + " has more than " + most + " entries";
    put(path, new Fault(document.keyLine(excess.get(0)), message, false, true));
    excess.forEach(document::remove);
  }

  private void addValue(List<Object> path, ValidationMessage violation) {
    YamlValue value = document.value(path);
    Optional<String> own = errorMessage(subschema(violation));
    String wrong = own.orElseGet(() -> words(violation.getType(), violation.getSchemaNode()));
    String subject = DescriptorPath.of(path);
    String message =
        (subject.isEmpty() ? "" : subject + " ")
            + wrong
            + (wrong.startsWith("must") ? ", not " + shown(value, violation.getType()) : "");
    int line = value instanceof Text ? value.line() : document.keyLine(path);
    put(path, new Fault(line, message, false, own.isPresent()));
    document.remove(unit(path));
  }

  /** What makes no sense without that: a port, a volume, a limit of the container as a whole. */
  private static List<Object> unit(List<Object> path) {
    return path.size() > 3 && path.get(0).equals("container") ? path.subList(0, 3) : path;
  }

  private void put(List<Object> path, Fault fault) {
    faults.merge(path, fault, (old, now) -> now.preferred && !old.preferred ? now : old);
  }

  private static String words(String keyword, JsonNode limit) {
    return switch (keyword) {
      case "type" -> "must be " + SchemaTypeNames.of(limit);
      case "enum" -> "must be one of " + String.join(", ", texts(limit));
      case "minimum" -> "must be at least " + limit.asText();
      case "maximum" -> "must be at most " + limit.asText();
      default -> "does not fit the schema's " + keyword;
    };
  }

  private static String shown(YamlValue value, String keyword) {
    return value instanceof Text text && !keyword.equals("type")
        ? Quote.of(text.text())
        : value.kind();
  }

  /** The part of the schema that the violated keyword is in. */
  private JsonNode subschema(ValidationMessage violation) {
    List<Object> location = elements(violation.getSchemaLocation().getFragment());
    JsonNode node = schema;
    for (Object element : location.subList(0, location.size() - 1)) {
      node = element instanceof Integer at ? node.path(at) : node.path(element.toString());
    }
    return node;
  }

  private Optional<String> errorMessage(JsonNode subschema) {
    JsonNode message = subschema.path(ERROR_MESSAGE);
    String reference = subschema.path("$ref").asText();
    if (message.isMissingNode() && !reference.isEmpty()) {
      message = schema.at(reference.substring(1)).path(ERROR_MESSAGE);
    }
    return Optional.of(message).filter(JsonNode::isTextual).map(JsonNode::asText);
  }

  private static List<String> names(JsonNode map) {
    List<String> names = new ArrayList<>();
    map.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText()));
    return texts;
  }

  private static List<Object> elements(JsonNodePath path) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < path.getNameCount(); i++) {
      elements.add(path.getElement(i));
    }
    return elements;
  }

  /**
   * One thing that is wrong.
   *
   * @param harmless whether it only has no effect
   * @param preferred whether its words were made for this place
   */
  private record Fault(int line, String message, boolean harmless, boolean preferred) {}
}
