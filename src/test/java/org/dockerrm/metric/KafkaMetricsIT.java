package org.dockerrm.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.dockerrm.support.BrokerProcess;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.MetricClient;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Metrics that come by Kafka, and those that are put there. */
@Tag("long")
class KafkaMetricsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static BrokerProcess broker;
  private static Manager manager;
  private static RmClient rm;
  private static KafkaProducer<String, String> producer;

  private String id;
  private String key;

  @BeforeAll
  static void start() {
    broker = new BrokerProcess();
    manager =
        Manager.with("gauge")
            .configure(
                "metrics: {kafka: \"%s\", containerKafka: \"kafka:9092\"}\nforwardMetrics: true"
                    .formatted(broker.address()))
            .start();
    rm = manager.client().awaitPublished(Types.GAUGE);
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.address()),
            new StringSerializer(),
            new StringSerializer());
    await("the reader")
        .atMost(Duration.ofSeconds(30))
        .until(() -> counted("dockerrm.metrics.kafka.partitions") >= 2);
  }

  @AfterAll
  static void stop() {
    producer.close(Duration.ofSeconds(2));
    manager.close();
    broker.close();
  }

  @BeforeEach
  void install() {
    id = rm.install(Types.GAUGE, Map.of());
    key = rm.instance(id).get("metricKey").asText();
  }

  @Test
  void readsBothTopics() {
    publish("alm__integrity", metric("health").put("integrity", "BROKEN").put("message", "dead"));
    publish("alm__load", metric("load").put("load", 33));

    assertThat(points("health", 1).get(0).get("value").asText()).isEqualTo("BROKEN");
    assertThat(points("health", 1).get(0).get("message").asText()).isEqualTo("dead");
    assertThat(points("load", 1).get(0).get("value").asInt()).isEqualTo(33);
  }

  @Test
  void countsNoRecordTwiceAndNoneThatWasOvertaken() {
    long now = Instant.now().toEpochMilli();
    for (int i = 0; i < 3; i++) {
      publish("alm__integrity", broken(), now + i);
    }
    points("health", 3);
    for (int i = 0; i < 3; i++) {
      publish("alm__integrity", broken(), now + i);
    }
    publish("alm__integrity", metric("health").put("integrity", "OK"), now - 5_000);
    publish("alm__integrity", broken().put("message", "the end"), now + 10);

    await().until(() -> points("health", 4).get(3).has("message"));
    assertThat(points("health", 4)).hasSize(4);
    assertThat(counted("dockerrm.metrics.refused", "reason", "replayed")).isEqualTo(4);
  }

  @Test
  void doesNotTrustPublishersClocks() {
    long ahead = Instant.now().plus(Duration.ofDays(1)).toEpochMilli();
    publish("alm__load", metric("load").put("load", 1), ahead);
    JsonNode first = points("load", 1).get(0);
    assertThat(Instant.parse(first.get("at").asText())).isBefore(Instant.now());
    publish("alm__load", metric("load").put("load", 2), Instant.now().toEpochMilli());
    points("load", 2);
  }

  @Test
  void isNotStoppedByRecordsThatAreNoMetrics() {
    for (String bad :
        List.of(
            "",
            "{",
            "[]",
            "{\"metricKey\":\"stranger\",\"metricName\":\"load\",\"load\":1}",
            metric("load").toString(),
            metric("load").put("load", 101).toString(),
            metric("load").put("load", 1).toString().replace(":1}", ":NaN}"),
            metric("load").put("load", 1).put("metricId", "other.load").toString(),
            metric("load").put("load", 1).put("message", "x".repeat(20_000)).toString(),
            "{\"metricName\":\"load\",\"load\":1}")) {
      producer.send(new ProducerRecord<>("alm__load", key + ".load", bad));
    }
    producer.send(new ProducerRecord<>("alm__load", key + ".load", null));
    publish("alm__load", metric("load").put("load", 5));

    assertThat(points("load", 1))
        .hasSize(1)
        .first()
        .extracting(p -> p.get("value").asInt())
        .isEqualTo(5);
  }

  @Test
  void passesOnWhatCameOverHttpAndDoesNotCountItTwice() {
    MetricClient door = manager.metrics();
    assertThat(door.integrity(key, "health", true).status()).isEqualTo(204);
    assertThat(
            door.post(key, metric("load").put("load", 7.5).put("message", "m").toString()).status())
        .isEqualTo(204);

    List<JsonNode> read = read("alm__integrity", "alm__load");
    assertThat(read)
        .containsExactlyInAnyOrder(
            metric("health").put("integrity", "OK"),
            metric("load").put("load", 7.5).put("message", "m"));
    // The reader has come past them where it shows what came later.
    publish("alm__integrity", broken());
    publish("alm__load", metric("load").put("load", 8));
    assertThat(points("health", 2)).hasSize(2);
    assertThat(points("load", 2)).hasSize(2);
  }

  @Test
  void delaysNoPostWhileTheBrokerIsDownAndContinuesAfterItsRestart() {
    MetricClient door = manager.metrics();
    door.load(key, "load", 0);
    await().until(() -> counted("dockerrm.metrics.forwarded") >= 1);
    double before = settled();
    broker.kill();

    long begun = System.nanoTime();
    for (int i = 1; i <= 50; i++) {
      assertThat(door.load(key, "load", i).status()).isEqualTo(204);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    assertThat(points("load", 51)).hasSize(51);

    broker.restart();
    await("an end of each that was forwarded")
        .atMost(Duration.ofSeconds(20))
        .until(() -> settled() == before + 50);
    double forwarded = counted("dockerrm.metrics.forwarded");
    door.load(key, "load", 99);
    await("what is forwarded then")
        .atMost(Duration.ofSeconds(20))
        .until(() -> counted("dockerrm.metrics.forwarded") > forwarded);
    await("what is read then")
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              publish("alm__integrity", broken());
              return history("health");
            },
            found -> !found.isEmpty());
  }

  /** Where nothing else is said, at Docker's bridge. */
  @Test
  void tellsContainersTheWayToTheDoorAndToTheBrokers() {
    String container = rm.instance(id).at("/internalResourceInstances/0/id").asText();
    assertThat(Docker.run("inspect", "-f", "{{json .Config.Env}}", container))
        .contains("RM_METRIC_URL=" + manager.metrics().door(), "RM_KAFKA_BROKERS=kafka:9092");
  }

  /** Forwarded reports that Kafka has acknowledged or that were given up. */
  private static double settled() {
    return counted("dockerrm.metrics.forwarded") + counted("dockerrm.metrics.forward.lost");
  }

  private ObjectNode metric(String name) {
    return MetricClient.metric(key, name);
  }

  private ObjectNode broken() {
    return metric("health").put("integrity", "BROKEN");
  }

  private static void publish(String topic, ObjectNode metric) {
    producer.send(new ProducerRecord<>(topic, metric.get("metricId").asText(), metric.toString()));
  }

  private static void publish(String topic, ObjectNode metric, long timestamp) {
    producer.send(
        new ProducerRecord<>(
            topic, null, timestamp, metric.get("metricId").asText(), metric.toString()));
  }

  private List<JsonNode> points(String metric, int count) {
    return await("points of " + metric)
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> history(metric), all -> all.size() >= count);
  }

  private List<JsonNode> history(String metric) {
    List<JsonNode> all = new ArrayList<>();
    rm.get("/topology/instances/" + id + "/metrics/" + metric).json().forEach(all::add);
    return all;
  }

  /** What was published about this test's instance, two records at least. */
  private List<JsonNode> read(String... topics) {
    List<JsonNode> found = new ArrayList<>();
    Map<String, Object> properties =
        Map.of(
            "bootstrap.servers",
            broker.address(),
            "group.id",
            UUID.randomUUID().toString(),
            "auto.offset.reset",
            "earliest");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topics));
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                consumer
                    .poll(Duration.ofMillis(200))
                    .forEach(
                        record -> {
                          if (record.key().startsWith(key)) {
                            found.add(json(record.value()));
                          }
                        });
                return found.size() >= 2;
              });
    }
    return found;
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static double counted(String name, String... tags) {
    return manager.bean(MeterRegistry.class).find(name).tags(tags).meters().stream()
        .mapToDouble(meter -> meter.measure().iterator().next().getValue())
        .sum();
  }
}
