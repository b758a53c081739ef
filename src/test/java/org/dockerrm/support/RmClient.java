package org.dockerrm.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.awaitility.pollinterval.IterativePollInterval;

/** A client of the resource manager API, as an orchestrator would be one. */
public final class RmClient {

  /** The root that every path of this client is under. */
  public static final String ROOT = "/api/resource-manager";

  private static final Set<String> FINAL = Set.of("COMPLETED", "FAILED", "CANCELLED");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final String location;

  RmClient(URI base, String location) {
    this.base = base;
    this.location = location;
  }

  /**
   * An answer.
   *
   * @param status HTTP status
   * @param headers first value of each header, by lower-case name
   * @param text the body
   */
  public record Answer(int status, Map<String, String> headers, String text) {

    /** The body as JSON. */
    public JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + text, e);
      }
    }
  }

  /** The manager's address. */
  public URI base() {
    return base;
  }

  /** The name of the location that its requests are for. */
  public String location() {
    return location;
  }

  /** Gets a path under the API's root, or an absolute one that begins with a known door. */
  public Answer get(String path) {
    return Exchange.send(request(path).GET());
  }

  /** Puts an empty body. */
  public Answer put(String path) {
    return Exchange.send(request(path).PUT(HttpRequest.BodyPublishers.noBody()));
  }

  /** Puts a JSON text. */
  public Answer put(String path, String body) {
    return Exchange.send(
        request(path)
            .header("Content-Type", "application/json")
            .PUT(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Deletes. */
  public Answer delete(String path) {
    return Exchange.send(request(path).DELETE());
  }

  /** Posts a JSON text with headers given as name, value, name, value. */
  public Answer post(String path, String body, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return Exchange.send(headers.length == 0 ? request : request.headers(headers));
  }

  /** A request body for a transition of an instance or, with a null id, for Install. */
  public ObjectNode body(String type, String transition, String resourceId) {
    ObjectNode body = JSON.createObjectNode();
    body.put("deploymentLocation", location);
    body.put("resourceType", type);
    body.put("transitionName", transition);
    if (resourceId == null) {
      body.put("resourceName", "an instance");
    } else {
      body.put("resourceId", resourceId);
    }
    return body;
  }

  /** Posts a transition and returns the answer. */
  public Answer transition(
      String type, String transition, String resourceId, Map<String, String> properties) {
    ObjectNode body = body(type, transition, resourceId);
    ObjectNode values = body.putObject("properties");
    properties.forEach(values::put);
    return post("/lifecycle/transitions", body.toString());
  }

  /** Posts a transition and waits for its end: the request's status. */
  public JsonNode run(
      String type, String transition, String resourceId, Map<String, String> properties) {
    Answer answer = transition(type, transition, resourceId, properties);
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    return end(answer.json().get("requestId").asText());
  }

  /** Posts a transition, waits, and insists that it ended well: the request's status. */
  public JsonNode complete(
      String type, String transition, String resourceId, Map<String, String> properties) {
    JsonNode status = run(type, transition, resourceId, properties);
    assertThat(status.get("requestState").asText()).as(status.toString()).isEqualTo("COMPLETED");
    return status;
  }

  /** Installs an instance: its resourceId. */
  public String install(String type, Map<String, String> properties) {
    return complete(type, "Install", null, properties).get("resourceId").asText();
  }

  /** Waits until a request has ended: its status. */
  public JsonNode end(String requestId) {
    return await("the end of request " + requestId)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(IterativePollInterval.iterative(RmClient::longer, Duration.ofMillis(20)))
        .until(
            () -> get("/lifecycle/transitions/" + requestId + "/status").json(),
            status -> FINAL.contains(status.path("requestState").asText()));
  }

  /** Many tests wait side by side: what takes long is asked for less often. */
  private static Duration longer(Duration pause) {
    return pause.toMillis() < 200 ? pause.multipliedBy(5).dividedBy(4) : pause;
  }

  /** An instance as the API shows it. */
  public JsonNode instance(String resourceId) {
    Answer answer = get("/topology/instances/" + resourceId);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  /** Waits until a type is published. */
  public RmClient awaitPublished(String type) {
    await("the publication of " + type)
        .atMost(Duration.ofSeconds(120))
        .until(() -> get("/types/" + type).json().path("state").asText(), "PUBLISHED"::equals);
    return this;
  }

  private HttpRequest.Builder request(String path) {
    boolean absolute =
        path.startsWith("/api")
            || path.startsWith("/actuator")
            || path.startsWith("/engine-rest")
            || path.startsWith("/camunda")
            || path.startsWith("/v3");
    return HttpRequest.newBuilder(base.resolve(absolute ? path : ROOT + path));
  }
}
