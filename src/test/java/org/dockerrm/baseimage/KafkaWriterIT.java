package org.dockerrm.baseimage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.kafka.test.utils.KafkaTestUtils;

/** What collectd sends where brokers are given arrives at a real one. */
class KafkaWriterIT {

  @Test
  void sendsValuesUnderTheMetricKey() {
    EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1, "collectd");
    broker.afterPropertiesSet();
    try (Sandbox sandbox = new Sandbox();
        Consumer<String, String> consumer = consumer(broker)) {
      broker.consumeFromAnEmbeddedTopic(consumer, "collectd");
      // The broker names itself by a port of this machine.
      sandbox.run(
          Sandbox.BASE_IMAGE,
          "--network",
          "host",
          "-e",
          "RM_KAFKA_BROKERS=" + broker.getBrokersAsString(),
          "-e",
          "RM_METRIC_KEY=the-key");

      ConsumerRecord<String, String> first =
          KafkaTestUtils.getRecords(consumer, Duration.ofSeconds(30)).iterator().next();

      assertThat(first.key()).isEqualTo("the-key");
      assertThat(first.value()).startsWith("[{\"values\":[").contains("\"plugin\":");
    } finally {
      broker.destroy();
    }
  }

  private static Consumer<String, String> consumer(EmbeddedKafkaKraftBroker broker) {
    Map<String, Object> properties = KafkaTestUtils.consumerProps("base-image", "true", broker);
    return new DefaultKafkaConsumerFactory<>(
            properties, new StringDeserializer(), new StringDeserializer())
        .createConsumer();
  }
}
