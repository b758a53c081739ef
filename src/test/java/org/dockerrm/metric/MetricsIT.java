package org.dockerrm.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.MetricClient;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Metrics over HTTP, from the door to what can be seen of them. */
@Tag("long")
class MetricsIT {

  private static final Duration SOON = Duration.ofSeconds(10);

  private static Manager manager;
  private static RmClient rm;
  private static MetricClient metrics;
  private static final String SOLOIST = "resource::soloist::1.0";

  /** The first three numbers of the internal network's addresses. */
  private static final String INNER = Docker.freePrefix();

  private static String meter;
  private static String soloist;
  private static String gauge;
  private static String key;

  @BeforeAll
  static void start() {
    // At every address: an internal network has no way to that of Docker's bridge.
    manager =
        Manager.with("gauge", "meter", "soloist").set("dockerrm.metrics.address=0.0.0.0").start();
    rm = manager.client();
    metrics = manager.metrics();
    rm.awaitPublished(Types.GAUGE);
    gauge = rm.install(Types.GAUGE, Map.of());
    key = keyOf(gauge);
    rm.awaitPublished(Types.METER);
    meter = rm.install(Types.METER, Map.of());
    rm.awaitPublished(SOLOIST);
    soloist = onAnInternalNetwork();
  }

  @AfterAll
  static void stop() {
    manager.close();
  }

  @Test
  void showsWhatWasReportedLastAndBefore() {
    String id = rm.install(Types.GAUGE, Map.of());
    String own = keyOf(id);
    assertThat(rm.get("/topology/instances/" + id + "/metrics").text()).isEqualTo("[]");
    assertThat(metrics.integrity(own, "health", true).status()).isEqualTo(204);
    assertThat(metrics.load(own, "load", 12.5).status()).isEqualTo(204);
    JsonNode first = points(id, "load", 1).get(0);
    assertThat(metrics.load(own, "load", 80).status()).isEqualTo(204);
    JsonNode last = points(id, "load", 2).get(1);

    assertThat(latest(id).findValuesAsText("metricName")).containsExactly("health", "load");
    assertThat(latest(id).get(0).get("value").asText()).isEqualTo("OK");
    assertThat(latest(id).get(0).get("type").asText()).isEqualTo("metric::integrity");
    assertThat(latest(id).get(1)).isEqualTo(last);
    assertThat(first.get("value").doubleValue()).isEqualTo(12.5);
    assertThat(last.get("value").toString()).isEqualTo("80");
    assertThat(history(id, "load?since=" + last.get("at").asText())).containsExactly(last);
    assertThat(rm.get("/topology/instances/" + id + "/metrics/load?since=yesterday").status())
        .isEqualTo(400);
    assertThat(rm.get("/topology/instances/" + id + "/metrics/nonsense").status()).isEqualTo(404);
    assertThat(rm.get("/topology/instances/nobody/metrics").status()).isEqualTo(404);
  }

  @Test
  void keepsMessagesThatAreLongOrStrange() {
    String own = keyOf(gauge);
    String message = "a\nb\u0000c" + "\ud83d\ude00".repeat(600);
    metrics.post(
        own,
        MetricClient.metric(own, "alive")
            .put("integrity", "OK")
            .put("message", message)
            .toString());

    String kept = points(gauge, "alive", 1).get(0).get("message").asText();
    assertThat(kept)
        .startsWith("a b c\ud83d\ude00")
        .endsWith("\ud83d\ude00...")
        .hasSize(1000 - 5 + 3);
  }

  @Test
  void takesWhatCollectdMeasuresWhereAMetricNamesIt() {
    String id = rm.install(Types.GAUGE, Map.of());
    String body =
        """
        [{"values":[55.5],"dstypes":["gauge"],"dsnames":["value"],"time":1.5,"interval":10.0,
          "host":"c","plugin":"memory","plugin_instance":"","type":"percent","type_instance":"used"},
         {"values":[null],"dstypes":["gauge"],"dsnames":["value"],"time":9999999999,"interval":10,
          "host":"c","plugin":"memory","plugin_instance":"","type":"percent","type_instance":"used"},
         {"values":[1e12],"dstypes":["gauge"],"dsnames":["value"],"time":-1,"interval":10.000,
          "host":"c","plugin":"memory","plugin_instance":"","type":"memory","type_instance":"free",
          "meta":{"x":{"y":true}}},
         {"values":[0],"plugin":"gauge","type":"gauge","type_instance":"alive"}]
        """;
    assertThat(metrics.post(keyOf(id), body).status()).isEqualTo(204);

    points(id, "alive", 1);
    assertThat(latest(id).findValuesAsText("metricName")).containsExactly("alive", "used.memory");
    assertThat(latest(id).findValuesAsText("value")).containsExactly("BROKEN", "55.5");
    assertThat(history(id, "used.memory")).hasSize(1);
  }

  @Test
  void refusesWhoHasNoKey() {
    for (String stranger : List.of("nobody", "x".repeat(300), key + "x")) {
      Answer answer = metrics.load(stranger, "load", 1);
      assertThat(answer.status()).as(answer.text()).isEqualTo(401);
      assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer");
    }
    Answer anonymous =
        metrics.send(
            HttpRequest.newBuilder(metrics.door()).POST(HttpRequest.BodyPublishers.ofString("{}")));
    assertThat(anonymous.status()).isEqualTo(401);
  }

  @Test
  void refusesAKeyThatInstancesShareSinceKeysWereNotUnique() {
    for (int i = 0; i < 2; i++) {
      manager
          .bean(JdbcClient.class)
          .sql("update resource_instance set metric_key = 'shared' where resource_id = ?")
          .param(rm.install(Types.GAUGE, Map.of()))
          .update();
    }
    Answer answer = metrics.load("shared", "load", 1);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("several instances have this metricKey");
  }

  @Test
  void namesWhatIsWrongAndTakesNothingThen() {
    String load = "{\"metricName\":\"load\",\"load\":1}";
    String collectd = "{\"plugin\":\"memory\",\"type\":\"percent\",\"type_instance\":\"used\",";
    Map<String, String> bad =
        Map.ofEntries(
            Map.entry("", "the body is a JSON object"),
            Map.entry("[" + load, "not valid JSON"),
            Map.entry("{\"metricName\":\"load\",\"load\":NaN}", "not valid JSON"),
            Map.entry("{\"metricName\":\"load\",\"load\":1e999}", "load is a number from 0 to 100"),
            Map.entry("{\"metricName\":\"load\",\"load\":\"NaN\"}", "load is a number from 0"),
            Map.entry("{\"metricName\":\"load\",\"load\":-0.1}", "load is a number from 0 to 100"),
            Map.entry("{\"metricName\":\"load\",\"load\":101}", "load is a number from 0 to 100"),
            Map.entry("{\"metricName\":\"load\"}", "integrity or load is needed"),
            Map.entry("{\"load\":1}", "metricName is missing"),
            Map.entry("{\"metricName\":\"health\",\"integrity\":\"fine\"}", "\\\"OK\\\" or"),
            Map.entry("{\"metricName\":\"health\",\"load\":1}", "'health' is a metric::integrity"),
            Map.entry("{\"metricName\":\"other\",\"load\":1}", "declares no metric 'other'"),
            Map.entry(
                "[" + load + ",{\"metricName\":7,\"load\":1}]", "[1].metricName must be a string"),
            Map.entry("[" + load + ",null]", "[1]. is not an object"),
            Map.entry(load + load, "not valid JSON"),
            Map.entry("\"text\"", "the body is a JSON object or an array"),
            Map.entry("[".repeat(1000), "not valid JSON"),
            Map.entry("[" + (load + ",").repeat(2000) + load + "]", "more than 2000 metrics"),
            Map.entry("[" + load + "," + collectd + "\"values\":[1e400]}]", "[1].values has"),
            Map.entry(collectd + "\"values\":[\"1\"]}", "values has something that is no finite"),
            Map.entry(collectd + "\"values\":[]}", "values is an array of numbers"),
            Map.entry(collectd + "\"values\":7}", "values is an array of numbers"),
            Map.entry(collectd + "\"values\":[200]}", "200.0 is no value for metric 'used.memory'"),
            Map.entry(collectd + "\"values\":[1]", "not valid JSON"),
            Map.entry(
                "{\"metricKey\":\"another\",\"metricName\":\"load\",\"load\":1}",
                "metricKey is not the one that the request is made with"),
            Map.entry(
                "{\"metricId\":\"a.load\",\"metricName\":\"load\",\"load\":1}",
                "metricId is not <metricKey>.<metricName>"));
    String id = rm.install(Types.GAUGE, Map.of());
    bad.forEach(
        (body, finding) -> {
          Answer answer = metrics.post(keyOf(id), body);
          assertThat(answer.status()).as(body).isEqualTo(400);
          assertThat(answer.text()).as(body).contains(finding).doesNotContain(keyOf(id));
        });
    assertThat(latest(id)).isEmpty();
    assertThat(metrics.post(key, " ".repeat(600_000)).status()).isEqualTo(413);
  }

  @Test
  void keepsToTheRateOfEachInstance() {
    String id = rm.install(Types.GAUGE, Map.of());
    String own = keyOf(id);
    String many =
        "["
            + String.join(
                ",",
                Stream.generate(() -> "{\"metricName\":\"load\",\"load\":1}").limit(900).toList())
            + "]";
    List<Integer> answers =
        Stream.generate(() -> metrics.post(own, many).status()).limit(4).toList();

    assertThat(answers).containsExactly(204, 204, 429, 429);
    assertThat(Integer.parseInt(metrics.post(own, many).headers().get("retry-after"))).isPositive();
    assertThat(metrics.load(key, "load", 1).status()).as("another instance").isEqualTo(204);
  }

  @Test
  void countsEachOfAFloodOfMetricsOnce() throws Exception {
    List<String> keys = MetricFlood.instances(manager, 2_000);
    double before = accepted();
    MetricFlood flood = new MetricFlood();
    flood.run(
        metrics.door(),
        8,
        4_000,
        0,
        n -> keys.get(n % 2_000),
        "{\"metricName\":\"load\",\"load\":1}");
    String hundred =
        "["
            + String.join(",", Collections.nCopies(100, "{\"metricName\":\"load\",\"load\":2}"))
            + "]";
    MetricFlood one = new MetricFlood();
    one.run(metrics.door(), 8, 100, 0, n -> keys.get(0), hundred);

    assertThat(flood.answered(204)).isEqualTo(4_000);
    assertThat(one.answered(204)).isBetween(15L, 99L);
    assertThat(one.answered(204) + one.answered(429)).isEqualTo(100);
    double taken = 4_000 + 100.0 * one.answered(204);
    // The containers of other tests report something meanwhile.
    assertThat(accepted() - before).isBetween(taken, taken + 99);
  }

  private static double accepted() {
    return manager
        .bean(MeterRegistry.class)
        .get("dockerrm.metrics.accepted")
        .tag("entrance", "http")
        .counter()
        .count();
  }

  @Test
  void hasNothingButMetricsOnItsPortAndNoMetricsElsewhere() {
    URI door = metrics.door();
    for (String path :
        List.of(
            "/",
            "/api/resource-manager/configuration",
            "/actuator/health",
            "/camunda/",
            "/engine-rest/engine",
            "/api/metrics/",
            "/api/metrics/x")) {
      Answer answer = metrics.send(HttpRequest.newBuilder(door.resolve(path)).GET());
      assertThat(answer.status()).as(path).isEqualTo(404);
    }
    assertThat(metrics.send(HttpRequest.newBuilder(door).GET()).status()).isEqualTo(405);
    for (String path : List.of("/api/metrics", "/api/%6detrics", "/api/metrics;x=1")) {
      assertThat(rm.post(path, "{}", "Authorization", "Bearer " + key).status())
          .as(path)
          .isEqualTo(404);
    }
  }

  @Test
  void showsPrometheusOneFamilyForEachNameAndForgetsWhoIsGone() {
    String id = rm.install(Types.GAUGE, Map.of());
    metrics.integrity(keyOf(id), "health", false);
    metrics.load(keyOf(id), "used.memory", 7.5);
    points(id, "used.memory", 1);

    String labels =
        "{location=\"%s\",resourceId=\"%s\",resourceName=\"an instance\",resourceType=\"%s\"}"
            .formatted(rm.location(), id, Types.GAUGE);
    assertThat(scrape())
        .contains(
            "dockerrm_metric_health" + labels + " 0.0",
            "dockerrm_metric_used_memory" + labels + " 7.5")
        .containsOnlyOnce("# TYPE dockerrm_metric_health gauge");

    rm.complete(Types.GAUGE, "Uninstall", id, Map.of());
    assertThat(rm.get("/topology/instances/" + id + "/metrics").status()).isEqualTo(404);
    await().atMost(Duration.ofSeconds(30)).until(() -> !scrape().contains(id));
    assertThat(metrics.integrity("gone", "health", true).status()).isEqualTo(401);
  }

  @Test
  void hearsCollectdAndItsPluginWithoutWorkOfThePackage() {
    List<JsonNode> watched = points(meter, "watched", 2);
    assertThat(watched.get(0).get("message").asText()).isEqualTo("the plug-in says so");
    assertThat(points(meter, "calls", 1).get(0).get("value").asInt()).isEqualTo(42);
    assertThat(points(meter, "busy", 1).get(0).get("value").isNumber()).isTrue();
  }

  @Test
  void hearsAnImageWithAnEntrypointOfItsOwnOnAnInternalNetwork() {
    assertThat(points(soloist, "memory", 1).get(0).get("value").isNumber()).isTrue();
    assertThat(
            Docker.run(
                "inspect",
                "-f",
                "{{range $name, $it := .NetworkSettings.Networks}}{{$name}} {{end}}",
                container(soloist)))
        .isEqualToIgnoringWhitespace(manager.location() + "-inner");
  }

  @Test
  void hearsScripts() {
    String id = rm.install(Types.METER, Map.of());
    rm.complete(Types.METER, "Start", id, Map.of());

    JsonNode load = points(id, "load", 1).get(0);
    assertThat(load.get("value").doubleValue()).isEqualTo(12.5);
    assertThat(load.get("message").asText()).isEqualTo("started");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(history(id, "watched"))
                    .as("the only metric of its kind needs no name")
                    .anyMatch(p -> p.path("message").asText().equals("the only integrity")));
  }

  @Test
  void tellsContainersTheWayAndScriptsAsWell() {
    String door = ":" + metrics.door().getPort() + MetricPort.PATH;
    String bridge = Docker.bridgeAddress();
    assertThat(environment(meter))
        .contains("RM_METRIC_URL=http://" + bridge + door, "RM_METRIC_KEY=" + keyOf(meter))
        .doesNotContain("RM_KAFKA_BROKERS");
    assertThat(environment(soloist)).contains("RM_METRIC_URL=http://" + INNER + ".1" + door);
  }

  private static String onAnInternalNetwork() {
    String name = manager.location() + "-inner";
    ObjectNode body = rm.body(Types.NETWORK, "Install", null).put("resourceName", name);
    body.putObject("properties")
        .put("subnet", INNER + ".0/24")
        .put("gateway", INNER + ".1")
        .put("internal", "true");
    JsonNode network =
        rm.end(rm.post("/lifecycle/transitions", body.toString()).json().get("requestId").asText());
    assertThat(network.get("requestState").asText()).as("%s", network).isEqualTo("COMPLETED");
    return rm.install(SOLOIST, Map.of("docker_network", name));
  }

  private static String environment(String id) {
    return Docker.run("inspect", "-f", "{{json .Config.Env}}", container(id));
  }

  private static String container(String id) {
    return rm.instance(id).at("/internalResourceInstances/0/id").asText();
  }

  private static List<JsonNode> points(String id, String metric, int points) {
    return await("points of " + metric)
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> history(id, metric), found -> found.size() >= points);
  }

  private static List<JsonNode> history(String id, String metric) {
    Answer answer = rm.get("/topology/instances/" + id + "/metrics/" + metric);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return Stream.of(answer.json()).flatMap(all -> list(all).stream()).toList();
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> all = new ArrayList<>();
    array.forEach(all::add);
    return all;
  }

  private static JsonNode latest(String id) {
    return rm.get("/topology/instances/" + id + "/metrics").json();
  }

  private static String keyOf(String id) {
    return rm.instance(id).get("metricKey").asText();
  }

  private static String scrape() {
    return rm.get("/actuator/prometheus").text();
  }
}
