package org.dockerrm.support;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.dockerrm.support.RmClient.Answer;

/** Posts metrics as an instance would. */
public final class MetricClient {

  private final URI door;

  /** A client of a manager's door. */
  public MetricClient(URI door) {
    this.door = door;
  }

  /** The door. */
  public URI door() {
    return door;
  }

  /** Posts a text under a key. */
  public Answer post(String key, String body) {
    return send(
        HttpRequest.newBuilder(door)
            .header("Authorization", "Bearer " + key)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.getBytes(StandardCharsets.UTF_8))));
  }

  /** Posts whether an instance works. */
  public Answer integrity(String key, String metric, boolean healthy) {
    return post(key, metric(key, metric).put("integrity", healthy ? "OK" : "BROKEN").toString());
  }

  /** Posts how much an instance has to do. */
  public Answer load(String key, String metric, double percent) {
    return post(key, metric(key, metric).put("load", percent).toString());
  }

  /** A metric without a value. */
  public static ObjectNode metric(String key, String metric) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("metricKey", key)
        .put("metricName", metric)
        .put("metricId", key + "." + metric);
  }

  /** Sends any request. */
  public Answer send(HttpRequest.Builder request) {
    return Exchange.raw(request.timeout(Duration.ofSeconds(30)).build());
  }
}
