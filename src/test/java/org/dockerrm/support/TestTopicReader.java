package org.dockerrm.support;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A program that reads the topic of transitions from the beginning. */
public final class TestTopicReader implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String address;
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final Thread reader = new Thread(this::read, "topic-reader");
  private volatile boolean closing;

  /**
   * A message as it was read.
   *
   * @param key its key
   * @param text its value
   */
  private record Message(String key, String text) {

    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + text, e);
      }
    }
  }

  /** Begins to read from the broker at {@code host:port}. */
  public TestTopicReader(String address) {
    this.address = address;
    reader.setDaemon(true);
    reader.start();
  }

  /** The messages with a key, oldest first, as soon as there are that many. */
  public List<JsonNode> awaitMessages(String key, int count, Duration patience) {
    return await("messages about " + key)
        .atMost(patience)
        .until(() -> of(key), found -> found.size() >= count);
  }

  /** The messages with a key so far, oldest first. */
  public List<JsonNode> of(String key) {
    return messages.stream().filter(m -> m.key().equals(key)).map(Message::json).toList();
  }

  private void read() {
    Map<String, Object> properties =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            address,
            ConsumerConfig.GROUP_ID_CONFIG,
            UUID.randomUUID().toString(),
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(Broker.TOPIC));
      while (!closing) {
        consumer
            .poll(Duration.ofMillis(100))
            .forEach(record -> messages.add(new Message(record.key(), record.value())));
      }
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      reader.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
