package org.dockerrm.support;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.oas.OpenApi31;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dockerrm.support.RmClient.Answer;
import org.jspecify.annotations.Nullable;

/** What the API's description ({@code /v3/api-docs}) promises, held against answers. */
public final class DescribedApi {

  private static final String VERSIONED_ROOT = "/api/v1.0/resource-manager";
  private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonSchemaFactory SCHEMAS = schemas();
  private static final SchemaValidatorsConfig STRICT =
      SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

  private final JsonNode document;
  private final Map<JsonNode, JsonSchema> compiled = new ConcurrentHashMap<>();

  /** That of a document. */
  public DescribedApi(JsonNode document) {
    this.document = document;
  }

  private static JsonSchemaFactory schemas() {
    JsonMetaSchema openApi = OpenApi31.getInstance();
    return JsonSchemaFactory.getInstance(
        VersionFlag.V202012,
        builder -> builder.metaSchema(openApi).defaultMetaSchemaIri(openApi.getIri()));
  }

  /** Whether a path is one of the API, under any of its roots. */
  static boolean covers(String path) {
    return path.startsWith(RmClient.ROOT + "/") || path.startsWith(VERSIONED_ROOT + "/");
  }

  /** The document itself. */
  public JsonNode document() {
    return document;
  }

  /**
   * What is wrong with an answer: a status, a media type or a body that is not declared.
   *
   * @param path the request's path as it was sent, without its query
   */
  public List<String> faults(String method, String path, Answer answer) {
    Optional<JsonNode> item = item(path);
    String described = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
    JsonNode operation =
        item.filter(found -> method.equals(method.toUpperCase(Locale.ROOT)))
            .map(found -> found.path(described))
            .filter(JsonNode::isObject)
            .orElse(null);
    if (operation != null) {
      return ofOperation(operation, method, answer);
    }
    return switch (answer.status()) {
      case 400, 403, 406, 415 -> problemFaults(method, answer);
      case 404 ->
          item.isEmpty()
              ? problemFaults(method, answer)
              : List.of("404 for a path that is described");
      case 405 -> problemFaults(method, answer);
      case 200 ->
          method.equals("OPTIONS") && answer.headers().containsKey("allow")
              ? List.of()
              : List.of("200 for an operation that is not described");
      default -> List.of("status " + answer.status() + " for an operation that is not described");
    };
  }

  private List<String> ofOperation(JsonNode operation, String method, Answer answer) {
    JsonNode declared = operation.path("responses").path(Integer.toString(answer.status()));
    if (declared.isMissingNode()) {
      return List.of("status " + answer.status() + " is not declared");
    }
    if (answer.status() == 503 && !answer.headers().containsKey("retry-after")) {
      return List.of("503 without Retry-After");
    }
    JsonNode contents = declared.path("content");
    if (contents.isEmpty()) {
      return answer.text().isEmpty() ? List.of() : List.of("a body where none is declared");
    }
    String type = mediaType(answer);
    JsonNode content = contents.path(type);
    if (content.isMissingNode()) {
      return List.of("media type '" + type + "' is not declared");
    }
    return method.equals("HEAD") || !type.endsWith("json")
        ? List.of()
        : bodyFaults(content.path("schema"), answer);
  }

  private List<String> problemFaults(String method, Answer answer) {
    if (method.equals("HEAD") || method.equals("TRACE")) {
      // The server itself answers TRACE, with the status alone.
      return List.of();
    }
    String type = mediaType(answer);
    return type.equals("application/problem+json")
        ? bodyFaults(JSON.createObjectNode().put("$ref", "#/components/schemas/Problem"), answer)
        : List.of("'" + type + "' is no problem");
  }

  private List<String> bodyFaults(JsonNode schema, Answer answer) {
    try {
      JSON.readTree(answer.text());
    } catch (JsonProcessingException e) {
      return List.of("the body is not JSON");
    }
    List<String> faults = new ArrayList<>();
    compiled
        .computeIfAbsent(schema, this::compile)
        .validate(answer.text(), InputFormat.JSON)
        .forEach(message -> faults.add(message.getMessage()));
    return faults;
  }

  private JsonSchema compile(JsonNode schema) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.path("components"));
    return SCHEMAS.getSchema(whole, STRICT);
  }

  private static String mediaType(Answer answer) {
    return answer.headers().getOrDefault("content-type", "").replaceFirst(";.*", "").strip();
  }

  /** The description of a path; those with the fewest variables come first. */
  private Optional<JsonNode> item(String path) {
    String[] asked = segments(path.replaceFirst("^" + VERSIONED_ROOT, RmClient.ROOT));
    JsonNode best = null;
    int fewest = Integer.MAX_VALUE;
    for (Map.Entry<String, JsonNode> each : document.path("paths").properties()) {
      String[] template = segments(each.getKey());
      int variables = (int) Arrays.stream(template).filter(DescribedApi::isVariable).count();
      if (variables < fewest && matches(template, asked)) {
        best = each.getValue();
        fewest = variables;
      }
    }
    return Optional.ofNullable(best);
  }

  private static boolean matches(String[] template, String[] asked) {
    if (template.length != asked.length) {
      return false;
    }
    for (int i = 0; i < template.length; i++) {
      if (isVariable(template[i]) ? asked[i].isEmpty() : !template[i].equals(asked[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean isVariable(String segment) {
    return segment.startsWith("{");
  }

  private static String[] segments(String path) {
    return path.replaceAll(";[^/]*", "").split("/", -1);
  }

  /** The operations: each path with its methods. */
  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                METHODS.stream()
                    .filter(path.getValue()::has)
                    .map(m -> new Operation(m, path.getKey(), path.getValue().get(m)))
                    .forEach(operations::add));
    return operations;
  }

  /**
   * An operation.
   *
   * @param method in lower case
   * @param path its template
   * @param description what is said about it
   */
  public record Operation(String method, String path, JsonNode description) {

    /** The schema of its body of a media type; null where it takes none. */
    public @Nullable JsonNode body(String mediaType) {
      return description.path("requestBody").path("content").path(mediaType).get("schema");
    }
  }
}
