package org.dockerrm.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A Kafka broker with a program that reads one topic of it from the beginning. */
public final class Broker implements AutoCloseable {

  /** The topic. */
  public static final String TOPIC = "transitions";

  private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 3, TOPIC);
  private final TestTopicReader reader;

  /** Starts the broker and the reader. */
  public Broker() {
    LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
    for (String chatty : List.of("org.apache.kafka", "kafka", "state")) {
      logging.setLogLevel(chatty, LogLevel.ERROR);
    }
    broker.afterPropertiesSet();
    reader = new TestTopicReader(address());
  }

  /** Its address, {@code host:port}. */
  public String address() {
    return broker.getBrokersAsString();
  }

  /** Its port. */
  public int port() {
    return Integer.parseInt(address().substring(address().lastIndexOf(':') + 1));
  }

  /** The lines of config.yml that make a manager send its messages to an address. */
  public static String settings(String address) {
    return """
        supportedFeatures:
          asynchronousTransitionResponse: true
        properties:
          responseKafkaConnectionUrl: "%s"
          responseKafkaTopicName: "%s"
        """
        .formatted(address, TOPIC);
  }

  /** The program that reads the topic. */
  public TestTopicReader reader() {
    return reader;
  }

  /** Puts a message on the topic, as another publisher. */
  public void send(String key, String text) {
    Map<String, Object> properties =
        Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) address());
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(TOPIC, key, text));
    }
  }

  /** The messages with a key, oldest first, as soon as there are that many. */
  public List<JsonNode> awaitMessages(String key, int count) {
    return reader.awaitMessages(key, count, Duration.ofSeconds(60));
  }

  /** The messages with a key so far, oldest first. */
  public List<JsonNode> of(String key) {
    return reader.of(key);
  }

  @Override
  public void close() {
    reader.close();
    broker.destroy();
  }
}
