package org.dockerrm.event;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads a topic from its beginning, as any other program would. */
final class KafkaReader {

  private KafkaReader() {}

  /** The messages as {@code key=value}: as many as asked for, and those that follow shortly. */
  static List<String> read(String servers, String topic, int expected) {
    Map<String, Object> properties =
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            servers,
            ConsumerConfig.GROUP_ID_CONFIG,
            UUID.randomUUID().toString(),
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "earliest");
    List<String> messages = new ArrayList<>();
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(properties, new StringDeserializer(), new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      Instant end = Instant.now().plusSeconds(30);
      int found = 1;
      while (messages.size() < expected && Instant.now().isBefore(end) || found > 0) {
        var records = consumer.poll(Duration.ofMillis(500));
        records.forEach(record -> messages.add(record.key() + "=" + record.value()));
        found = records.count();
      }
    }
    return messages;
  }
}
