package org.dockerrm.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dockerrm.config.Settings;
import org.dockerrm.config.Settings.KafkaSettings;
import org.dockerrm.database.DatabaseConfiguration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A broker, the parts of the event room on a database, and what tests do with them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OutboxFixture {

  final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 3);
  String topic = "";

  /** The {@code spring.datasource} properties of a database that may hold rows of earlier tests. */
  abstract String[] database();

  @BeforeAll
  void startsTheBroker() {
    LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
    for (String chatty : List.of("org.apache.kafka", "org.apache.zookeeper", "kafka", "state")) {
      logging.setLogLevel(chatty, LogLevel.ERROR);
    }
    broker.afterPropertiesSet();
  }

  @AfterAll
  void stopsTheBroker() {
    broker.destroy();
  }

  @BeforeEach
  void takesATopicOfItsOwnAndAnEmptyTable() {
    topic = "t-" + UUID.randomUUID();
    runner(settings(false, ""))
        .run(
            context -> {
              jdbc(context).sql("delete from outbox").update();
              jdbc(context).sql("delete from outbox_parked").update();
            });
  }

  ApplicationContextRunner runner(Settings settings) {
    return new ApplicationContextRunner()
        .withPropertyValues(database())
        .withBean(Settings.class, () -> settings)
        .withBean(Clock.class, Clock::systemUTC)
        .withUserConfiguration(EventConfiguration.class, DatabaseConfiguration.class)
        .withConfiguration(
            AutoConfigurations.of(
                DataSourceAutoConfiguration.class,
                FlywayAutoConfiguration.class,
                JdbcTemplateAutoConfiguration.class,
                JdbcClientAutoConfiguration.class,
                DataSourceTransactionManagerAutoConfiguration.class,
                TransactionManagerCustomizationAutoConfiguration.class,
                TransactionAutoConfiguration.class));
  }

  Settings settings(boolean responses, String servers) {
    return settings(responses, servers, Optional.empty());
  }

  Settings settings(boolean responses, String servers, Optional<Path> traceFile) {
    return new Settings(
        "rm",
        "1",
        List.of("1.0"),
        List.of(),
        responses,
        new KafkaSettings(Optional.of(servers), Optional.of(topic)),
        traceFile,
        false,
        Duration.ofMinutes(15),
        Duration.ofDays(1));
  }

  static void append(ApplicationContext context, String key, String payload) {
    transactions(context)
        .executeWithoutResult(status -> context.getBean(Outbox.class).append(key, payload));
  }

  void waitUntilSent(ApplicationContext context) {
    await()
        .pollInterval(20, TimeUnit.MILLISECONDS)
        .atMost(60, TimeUnit.SECONDS)
        .until(() -> unsent(context) == 0);
  }

  static long unsent(ApplicationContext context) {
    return context.getBean(OutboxTable.class).backlog().messages();
  }

  static Health health(ApplicationContext context) {
    return context.getBean("outboxHealthIndicator", HealthIndicator.class).health();
  }

  static void insert(
      ApplicationContext context,
      String key,
      OffsetDateTime createdAt,
      @Nullable OffsetDateTime sentAt) {
    jdbc(context)
        .sql(
            "insert into outbox (record_key, payload, created_at, sent_at)"
                + " values (?, '{}', ?, ?)")
        .params(key, createdAt, sentAt)
        .update();
  }

  /** Adds unsent messages of 5,000 keys, 1 KB each. */
  static void insertMany(ApplicationContext context, int count) {
    JdbcTemplate template = context.getBean(JdbcTemplate.class);
    String payload = "x".repeat(1024);
    for (int from = 0; from < count; from += 5000) {
      List<Object[]> rows =
          IntStream.range(from, from + 5000)
              .mapToObj(i -> new Object[] {"key-" + i % 5000, payload, OffsetDateTime.now()})
              .toList();
      transactions(context)
          .executeWithoutResult(
              status ->
                  template.batchUpdate(
                      "insert into outbox (record_key, payload, created_at) values (?, ?, ?)",
                      rows));
    }
  }

  static List<String> keys(ApplicationContext context) {
    return jdbc(context).sql("select record_key from outbox").query(String.class).list();
  }

  static JdbcClient jdbc(ApplicationContext context) {
    return context.getBean(JdbcClient.class);
  }

  static TransactionTemplate transactions(ApplicationContext context) {
    return new TransactionTemplate(context.getBean(PlatformTransactionManager.class));
  }

  /** Message i of n has key i mod keys; each key's messages must be there once and in order. */
  static void assertInOrder(List<String> messages, int keys, int n) {
    for (int key = 0; key < keys; key++) {
      String prefix = (keys == 1 ? "a" : "key-" + key) + "=";
      int first = key;
      assertThat(messages.stream().filter(message -> message.startsWith(prefix)))
          .containsExactlyElementsOf(
              IntStream.range(0, n)
                  .filter(i -> i % keys == first)
                  .mapToObj(i -> prefix + i)
                  .toList());
    }
  }

  static String incompressible(int length) {
    StringBuilder text = new StringBuilder(length + 40);
    while (text.length() < length) {
      text.append(UUID.randomUUID());
    }
    return text.toString();
  }

  static int portOf(EmbeddedKafkaKraftBroker broker) {
    String servers = broker.getBrokersAsString();
    return Integer.parseInt(servers.substring(servers.lastIndexOf(':') + 1));
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
