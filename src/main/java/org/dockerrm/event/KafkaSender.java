package org.dockerrm.event;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.ProducerListener;

/**
 * Sends messages to one topic: acknowledged by all replicas, in order, and never waiting without an
 * end for a broker. No connection is made before the first message.
 */
final class KafkaSender {

  /** How long a call of {@link #send} blocks at most, where the broker is not known yet. */
  static final Duration MAX_BLOCK = Duration.ofSeconds(3);

  /** How long an acknowledgement can take at most. */
  static final Duration MAX_DELIVERY = Duration.ofSeconds(10);

  private static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

  private final String servers;
  private final String topic;
  private final DefaultKafkaProducerFactory<String, String> producers;
  private final KafkaTemplate<String, String> template;

  /**
   * @param servers bootstrap servers, {@code host:port[,host:port]}
   * @param topic the topic's name
   */
  KafkaSender(String servers, String topic) {
    this.servers = servers;
    this.topic = topic;
    this.producers =
        new DefaultKafkaProducerFactory<>(
            properties(servers), new StringSerializer(), new StringSerializer());
    producers.setPhysicalCloseTimeout(0);
    this.template = new KafkaTemplate<>(producers);
    // The default listener logs each failure with its payload.
    template.setProducerListener(new ProducerListener<>() {});
  }

  private static Map<String, Object> properties(String servers) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        servers,
        ProducerConfig.CLIENT_ID_CONFIG,
        "dockerrm-outbox",
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.LINGER_MS_CONFIG,
        0,
        ProducerConfig.COMPRESSION_TYPE_CONFIG,
        "gzip",
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        MAX_MESSAGE_BYTES,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        MAX_BLOCK.toMillis(),
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        (int) MAX_DELIVERY.toMillis() / 2,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        (int) MAX_DELIVERY.toMillis());
  }

  String servers() {
    return servers;
  }

  String topic() {
    return topic;
  }

  /**
   * Sends a message; the result completes, normally or with an exception, within the two limits.
   */
  CompletableFuture<?> send(String key, String payload) {
    try {
      return template.send(new ProducerRecord<>(topic, key, payload));
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Closes the connection. What is not acknowledged yet fails at once and is not sent any more; the
   * next message opens a new connection.
   */
  void abandon() {
    producers.reset();
  }
}
