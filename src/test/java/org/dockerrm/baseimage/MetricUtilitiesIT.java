package org.dockerrm.baseimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dockerrm.baseimage.Sandbox.exec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.dockerrm.baseimage.DockerCli.Output;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What leaves a container over HTTP (docs/reference/metrics-and-policies.md, "Metrics in"). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricUtilitiesIT {

  /** Takes posts inside the container, so that no way to this process is needed. */
  private static final String RECEIVER =
      """
      import http.server, json
      class Receiver(http.server.BaseHTTPRequestHandler):
          def do_POST(self):
              body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
              line = {"path": self.path, "key": self.headers["Authorization"], "body": body}
              print(json.dumps(line), file=open("/tmp/received", "a"), flush=True)
              self.send_response(429 if self.path == "/full" else 204)
              self.end_headers()
      http.server.ThreadingHTTPServer(("127.0.0.1", 8082), Receiver).serve_forever()
      """;

  private Sandbox sandbox;
  private String container;

  @BeforeAll
  void start() {
    sandbox = new Sandbox();
    container =
        sandbox.run(
            Sandbox.BASE_IMAGE,
            "-e",
            "RM_METRIC_URL=http://127.0.0.1:8082/api/metrics",
            "-e",
            "RM_METRIC_KEY=key \"1\" \\");
    DockerCli.docker("exec", "-d", container, "python3", "-c", RECEIVER).text();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> exec(container, "sendLoad", "--name", "warm-up", "0").code() == 0);
  }

  @AfterAll
  void clean() {
    sandbox.close();
  }

  @Test
  void postsIntegrityUnderTheMetricKey() throws IOException {
    exec(container, "sendIntegrity", "--name", "h_integrity", "BROKEN", "no \"answer\"").text();

    JsonNode received = receivedAs("h_integrity");
    assertThat(received.path("path").asText()).isEqualTo("/api/metrics");
    assertThat(received.path("key").asText()).isEqualTo("Bearer key \"1\" \\");
    JsonNode body = received.path("body");
    assertThat(body.path("metricKey").asText()).isEqualTo("key \"1\" \\");
    assertThat(body.path("metricId").asText()).isEqualTo("key \"1\" \\.h_integrity");
    assertThat(body.path("integrity").asText()).isEqualTo("BROKEN");
    assertThat(body.path("message").asText()).isEqualTo("no \"answer\"");
  }

  @Test
  void postsLoadUnderItsDefaultNameOrThatOfTheEnvironment() throws IOException {
    exec(container, "sendLoad", "80").text();
    exec(container, "env", "RM_METRIC_NAME=calls", "sendLoad", "12.5").text();

    assertThat(receivedAs("load").path("body").path("load").asInt()).isEqualTo(80);
    assertThat(receivedAs("load").path("body").has("message")).isFalse();
    assertThat(receivedAs("calls").path("body").path("load").asDouble()).isEqualTo(12.5);
  }

  @Test
  void refusesWhatIsNoMetric() {
    for (String load : List.of("101", "-1", "nan", "inf")) {
      assertThat(exec(container, "sendLoad", load).code()).isEqualTo(1);
    }
    assertThat(exec(container, "sendLoad", "much").code()).isEqualTo(2);
    assertThat(exec(container, "sendIntegrity", "fine").err()).startsWith("usage: sendIntegrity");
  }

  @Test
  void tellsWhyNothingWasDelivered() {
    Output nowhere = exec(container, "env", "-u", "RM_METRIC_URL", "sendIntegrity", "OK");
    assertThat(nowhere.code()).isEqualTo(1);
    assertThat(nowhere.err()).contains("RM_METRIC_URL and RM_METRIC_KEY are not both set");

    Output full = sendTo("http://127.0.0.1:8082/full");
    assertThat(full.err()).contains("answered 429");

    for (String url : List.of("http://127.0.0.1:1/", "nonsense", "http://127.0.0.1:x/")) {
      Output closed = sendTo(url);
      assertThat(closed.code()).isEqualTo(1);
      assertThat(closed.err()).contains(url + " does not answer").doesNotContain("Traceback");
    }
  }

  @Test
  void collectdSendsProcessorMemoryAndLoadSoon() {
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(
            () -> {
              String received = exec(container, "cat", "/tmp/received").text();
              assertThat(received)
                  .contains("\"plugin\": \"memory\"", "\"plugin\": \"load\"")
                  .containsPattern(
                      "\"plugin\": \"cpu\", \"plugin_instance\": \"\", \"type\": \"percent\","
                          + " \"type_instance\": \"active\"");
            });
  }

  private Output sendTo(String url) {
    return exec(container, "env", "RM_METRIC_URL=" + url, "sendIntegrity", "OK");
  }

  private JsonNode receivedAs(String metric) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    for (String line : exec(container, "cat", "/tmp/received").text().lines().toList()) {
      JsonNode received = mapper.readTree(line);
      if (received.path("body").path("metricName").asText().equals(metric)) {
        return received;
      }
    }
    throw new AssertionError("nothing received as " + metric);
  }
}
