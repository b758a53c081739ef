package org.dockerrm.event;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.dockerrm.config.Settings;
import org.dockerrm.database.Durability;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Wires the outbox and the trace file by the settings. With responses off nothing is appended or
 * sent; what an earlier run left unsent stays until they are on again.
 */
@Configuration(proxyBeanMethods = false)
class EventConfiguration {

  @Bean
  TraceFile traceFile(Settings settings, Clock clock) {
    return settings
        .traceFile()
        .<TraceFile>map(file -> new CsvTraceFile(file, clock))
        .orElseGet(NoTraceFile::new);
  }

  @Bean
  OutboxTable outboxTable(JdbcClient jdbc, Clock clock) {
    return new OutboxTable(jdbc, clock);
  }

  @Bean
  OutboxCounts outboxCounts() {
    return new OutboxCounts();
  }

  @Bean
  OutboxPublisher outboxPublisher(
      Settings settings,
      OutboxTable table,
      TraceFile trace,
      PlatformTransactionManager transactions,
      Durability durability,
      OutboxCounts counts,
      Clock clock) {
    Settings.KafkaSettings kafka = settings.kafka();
    KafkaSender sender =
        new KafkaSender(kafka.connectionUrl().orElse(""), kafka.topicName().orElse(""));
    return new OutboxPublisher(
        new OutboxDelivery(
            table, sender, trace, new TransactionTemplate(transactions), durability, counts),
        table,
        sender,
        clock,
        settings.responses());
  }

  @Bean
  Outbox outbox(Settings settings, OutboxTable table, OutboxPublisher publisher) {
    return settings.responses() ? new JdbcOutbox(table, publisher::wake) : new NoOutbox();
  }

  @Bean
  HealthIndicator outboxHealthIndicator(OutboxTable table, OutboxPublisher publisher) {
    return new OutboxHealth(table, publisher);
  }

  @Bean
  MeterBinder outboxMetrics(OutboxTable table) {
    return registry -> {
      Gauge.builder("dockerrm.outbox.backlog", table, t -> t.backlog().messages())
          .description("messages that are not sent yet")
          .register(registry);
      Gauge.builder("dockerrm.outbox.oldest.age", table, t -> t.backlog().age().toMillis() / 1000.0)
          .description("how long the oldest unsent message waits")
          .baseUnit("seconds")
          .register(registry);
    };
  }
}
