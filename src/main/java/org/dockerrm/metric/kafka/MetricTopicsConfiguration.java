package org.dockerrm.metric.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.dockerrm.config.MetricSettings;
import org.dockerrm.config.Settings;
import org.dockerrm.inventory.InventoryIdentity;
import org.dockerrm.metric.intake.RecordIntake;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Reads and writes the topics where the settings name brokers. */
@Configuration(proxyBeanMethods = false)
class MetricTopicsConfiguration {

  @Bean
  @Nullable TopicReader topicReader(
      Settings settings,
      RecordIntake door,
      InventoryIdentity identity,
      MeterRegistry registry,
      Clock clock) {
    String servers = settings.metrics().kafka().orElse(null);
    if (servers == null) {
      return null;
    }
    TopicReader reader =
        new TopicReader(servers, () -> "dockerrm-" + identity.managerId(), door, clock);
    Gauge.builder("dockerrm.metrics.kafka.partitions", reader, TopicReader::partitions)
        .description("partitions that metrics are read from")
        .register(registry);
    return reader;
  }

  @Bean
  @Nullable KafkaForwarder kafkaForwarder(Settings settings, MeterRegistry registry, Clock clock) {
    MetricSettings metrics = settings.metrics();
    return metrics.forward()
        ? new KafkaForwarder(metrics.kafka().orElseThrow(), registry, clock)
        : null;
  }
}
