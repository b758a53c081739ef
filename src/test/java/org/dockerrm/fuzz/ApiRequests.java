package org.dockerrm.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.dockerrm.fuzz.FuzzRequest.Header;
import org.dockerrm.support.DescribedApi;
import org.dockerrm.support.DescribedApi.Operation;

/** Valid and invalid requests for every operation of the API's description. */
final class ApiRequests {

  private static final String JSON = "application/json";

  private static final List<String> METHODS =
      List.of(
          "GET", "PUT", "POST", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get");

  private static final List<String> MEDIA_TYPES =
      List.of(
          JSON,
          "*/*",
          "application/*",
          "text/plain",
          "text/html",
          "text/event-stream",
          "application/problem+json",
          "application/json;charset=utf-16",
          "application/json; charset=\"utf-8\"",
          "application/json;charset=bogus",
          "application/json;q=0",
          "application/json;q=7",
          "application/x-www-form-urlencoded",
          "multipart/form-data",
          "multipart/form-data; boundary=",
          "multipart/mixed; boundary=x",
          "application/xml",
          "a/b;c=\"",
          "nonsense",
          "",
          ";",
          ",,,");

  private static final List<String> OTHER_HEADERS =
      List.of(
          "Idempotency-Key",
          "Accept-Charset",
          "Accept-Encoding",
          "Accept-Language",
          "Content-Encoding",
          "Range",
          "If-None-Match",
          "If-Match",
          "If-Modified-Since",
          "If-Unmodified-Since",
          "X-HTTP-Method-Override",
          "X-Forwarded-Host",
          "X-Forwarded-Prefix",
          "Forwarded",
          "Prefer",
          "Origin",
          "Referer",
          "Cookie",
          "Authorization",
          "Sec-Fetch-Site",
          "Last-Event-ID");

  private static final List<String> HEADER_VALUES =
      List.of(
          "*",
          "utf-16",
          "gzip",
          "identity;q=0",
          "bytes=0-1",
          "bytes=9-1,-5",
          "\"x\"",
          "W/\"x\"",
          "Mon, 01 Jan 2001 00:00:00 GMT",
          "yesterday",
          "DELETE",
          "http://evil.example",
          "null",
          "wait=1",
          "Basic !!!",
          "Bearer x",
          "cross-site",
          "key-1",
          "for=x;host=evil.example");

  private final DescribedApi api;
  private final List<Operation> operations;
  private final Map<String, List<String>> known;

  /**
   * Requests for an API.
   *
   * @param known values that are there, by the names of fields and parameters
   */
  ApiRequests(DescribedApi api, Map<String, List<String>> known) {
    this.api = api;
    this.operations = api.operations();
    this.known = known;
  }

  FuzzRequest next(OddValues odd) {
    Operation operation = odd.of(operations);
    String method = odd.in(95) ? operation.method().toUpperCase() : odd.of(METHODS);
    List<Header> headers = new ArrayList<>();
    byte[] body = body(operation, odd, headers);
    if (odd.in(25)) {
      headers.add(new Header("Accept", odd.in(90) ? odd.of(MEDIA_TYPES) : odd.header()));
    }
    while (odd.in(30)) {
      String value = odd.in(70) ? odd.of(HEADER_VALUES) : odd.header();
      headers.add(new Header(odd.of(OTHER_HEADERS), value));
    }
    return FuzzRequest.of(method, target(operation, odd), headers, body);
  }

  private String target(Operation operation, OddValues odd) {
    StringBuilder target = new StringBuilder();
    for (String segment : operation.path().substring(1).split("/")) {
      target.append('/');
      if (segment.startsWith("{")) {
        target.append(encoded(value(segment.substring(1, segment.length() - 1), odd)));
      } else {
        target.append(segment);
      }
    }
    if (odd.in(5)) {
      target.insert(
          odd.of(0, target.length()), odd.of("/", "//", "/..", "/%2e%2e", ";a=b", "%", "%zz"));
      if (target.charAt(0) != '/') {
        target.insert(0, '/');
      }
    }
    String separator = "?";
    for (JsonNode parameter : operation.description().path("parameters")) {
      while (parameter.path("in").asText().equals("query") && odd.in(25)) {
        String name = parameter.get("name").asText();
        target.append(separator).append(name).append('=').append(encoded(value(name, odd)));
        separator = "&";
      }
    }
    if (odd.in(10)) {
      target.append(separator).append(odd.of("a=b", "&&", "=", "limit=%zz", encoded(odd.text())));
    }
    return target
        .toString()
        .replaceFirst(
            "^" + "/api/resource-manager",
            odd.in(90) ? "/api/resource-manager" : "/api/v1.0/resource-manager");
  }

  /** Half of the values are there, or could be. */
  private String value(String name, OddValues odd) {
    List<String> there = known.getOrDefault(name, List.of());
    if (odd.in(60) && !there.isEmpty()) {
      return odd.of(there);
    }
    return odd.in(20) ? odd.of("true", "false", "1", "100", "1000", "0") : odd.text();
  }

  private static String encoded(String text) {
    // A request line has a bound of its own, and half of a character has no encoding.
    String bounded = text.length() > 500 ? text.substring(0, 500) : text;
    return URLEncoder.encode(bounded, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private byte[] body(Operation operation, OddValues odd, List<Header> headers) {
    JsonNode schema = operation.body(JSON);
    if (schema == null && odd.in(90)) {
      return new byte[0];
    }
    if (odd.in(95)) {
      headers.add(new Header("Content-Type", odd.in(90) ? JSON : odd.of(MEDIA_TYPES)));
    }
    JsonNode value = schema == null || odd.in(5) ? odd.json(3) : sample("", schema, odd);
    if (value instanceof ObjectNode object && odd.in(40)) {
      change(object, odd);
    }
    String text = value.toString();
    return switch (odd.below(25)) {
      case 0 -> odd.damaged(text.getBytes(StandardCharsets.UTF_8));
      case 1 -> odd.encoded(text);
      case 2 -> ("[".repeat(1 + odd.below(20_000)) + text).getBytes(StandardCharsets.UTF_8);
      case 3 -> (text + odd.of(text, "x", "\u0000", "{}")).getBytes(StandardCharsets.UTF_8);
      case 4 ->
          text.replaceFirst("\\{", "{\"properties\":{\"a\":1,\"a\":2},")
              .getBytes(StandardCharsets.UTF_8);
      case 5 -> (text + " ".repeat(odd.below(700_000))).getBytes(StandardCharsets.UTF_8);
      default -> text.getBytes(StandardCharsets.UTF_8);
    };
  }

  private static void change(ObjectNode object, OddValues odd) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty() || odd.in(20)) {
      object.set(odd.text(), odd.json(2));
    } else if (odd.in(40)) {
      object.remove(odd.of(names));
    } else {
      object.set(odd.of(names), odd.json(3));
    }
  }

  /** What a schema allows. */
  private JsonNode sample(String name, JsonNode schema, OddValues odd) {
    JsonNode resolved =
        schema.has("$ref") ? api.document().at(schema.get("$ref").asText().substring(1)) : schema;
    return switch (resolved.path("type").asText()) {
      case "object" -> object(resolved, odd);
      case "integer" ->
          odd.in(80) ? JsonNodeFactory.instance.numberNode(odd.below(5)) : odd.number();
      case "boolean" -> JsonNodeFactory.instance.booleanNode(odd.in(50));
      default -> JsonNodeFactory.instance.textNode(value(name, odd));
    };
  }

  private ObjectNode object(JsonNode schema, OddValues odd) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    List<String> required =
        StreamSupport.stream(schema.path("required").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    schema
        .path("properties")
        .properties()
        .forEach(
            field -> {
              if (required.contains(field.getKey()) || odd.in(50)) {
                object.set(field.getKey(), sample(field.getKey(), field.getValue(), odd));
              }
            });
    if (schema.path("additionalProperties").isObject()) {
      while (odd.in(60)) {
        String key = odd.in(70) ? odd.of(known.get("property")) : odd.text();
        object.put(key, value(key, odd));
      }
    }
    return object;
  }
}
