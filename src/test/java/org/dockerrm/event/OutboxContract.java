package org.dockerrm.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dockerrm.config.Settings;
import org.dockerrm.support.TcpForwarder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.health.Status;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.transaction.IllegalTransactionStateException;

/** What the outbox promises on every database, shown with a real broker. */
@ExtendWith(OutputCaptureExtension.class)
abstract class OutboxContract extends OutboxFixture {

  @Test
  void sendsWhatWasCommittedAtOnce() {
    runner(settings(true, broker.getBrokersAsString()))
        .run(
            context -> {
              append(context, "warm-up", "{}");
              waitUntilSent(context);
              Instant start = Instant.now();
              append(context, "resource-1", "{\"text\": \"ü😀\"}");
              waitUntilSent(context);
              assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(900));
            });
    assertThat(KafkaReader.read(broker.getBrokersAsString(), topic, 2))
        .contains("resource-1={\"text\": \"ü😀\"}");
  }

  @Test
  void sendsNothingOfATransactionThatWasRolledBack() {
    runner(settings(true, broker.getBrokersAsString()))
        .run(
            context -> {
              transactions(context)
                  .executeWithoutResult(
                      status -> {
                        context.getBean(Outbox.class).append("a", "rolled back");
                        status.setRollbackOnly();
                      });
              append(context, "a", "committed");
              waitUntilSent(context);
            });
    assertThat(KafkaReader.read(broker.getBrokersAsString(), topic, 1))
        .containsExactly("a=committed");
  }

  @Test
  void refusesToAppendOutsideATransaction() {
    runner(settings(true, broker.getBrokersAsString()))
        .run(
            context ->
                assertThatThrownBy(() -> context.getBean(Outbox.class).append("a", "b"))
                    .isInstanceOf(IllegalTransactionStateException.class));
  }

  @Test
  void sendsAThousandMessagesInTheOrderOfEachKey() {
    runner(settings(true, broker.getBrokersAsString()))
        .run(
            context -> {
              for (int i = 0; i < 1000; i++) {
                append(context, "key-" + i % 40, "" + i);
              }
              waitUntilSent(context);
            });
    assertInOrder(KafkaReader.read(broker.getBrokersAsString(), topic, 1000), 40, 1000);
  }

  @Test
  void keepsTheOrderOfEachKeyWithTwoManagersOnOneDatabase() {
    Settings settings = settings(true, broker.getBrokersAsString());
    runner(settings)
        .run(
            first ->
                runner(settings)
                    .run(
                        second -> {
                          for (int i = 0; i < 400; i++) {
                            append(i % 2 == 0 ? first : second, "key-" + i % 10, "" + i);
                          }
                          waitUntilSent(first);
                        }));
    assertInOrder(KafkaReader.read(broker.getBrokersAsString(), topic, 400), 10, 400);
  }

  @Test
  void waitsForABrokerThatStartsLater(CapturedOutput output) throws Exception {
    int port = freePort();
    runner(settings(true, "127.0.0.1:" + port))
        .run(
            context -> {
              for (int i = 0; i < 60; i++) {
                append(context, "key-" + i % 3, "" + i);
              }
              await()
                  .atMost(20, TimeUnit.SECONDS)
                  .until(() -> health(context).getDetails().containsKey("failure"));
              assertThat(health(context).getStatus()).isEqualTo(Status.UP);
              assertThat(health(context).getDetails()).containsEntry("backlog", 60L);
              assertThat(unsent(context)).isEqualTo(60);
              TimeUnit.SECONDS.sleep(6);

              EmbeddedKafkaKraftBroker late = new EmbeddedKafkaKraftBroker(1, 3);
              late.afterPropertiesSet();
              try (TcpForwarder forwarder = new TcpForwarder(port, portOf(late))) {
                forwarder.start();
                waitUntilSent(context);
                assertInOrder(KafkaReader.read(late.getBrokersAsString(), topic, 60), 3, 60);
                assertThat(health(context).getDetails()).doesNotContainKey("failure");
              } finally {
                late.destroy();
              }
            });
    assertThat(output.getAll())
        .containsOnlyOnce(
            "Kafka at 127.0.0.1:" + port + " does not take messages, they wait in the database")
        .containsOnlyOnce("Kafka at 127.0.0.1:" + port + " accepts messages again");
  }

  @Test
  void tellsOnceOfABrokerWhoseNameIsUnknown(CapturedOutput output) {
    runner(settings(true, "no-such-host.invalid:9092"))
        .run(
            context -> {
              append(context, "a", "0");
              await()
                  .atMost(20, TimeUnit.SECONDS)
                  .until(() -> health(context).getDetails().containsKey("failure"));
              TimeUnit.SECONDS.sleep(3);
              assertThat(health(context).getStatus()).isEqualTo(Status.UP);
              assertThat(unsent(context)).isEqualTo(1);
            });
    assertThat(output.getAll())
        .containsOnlyOnce("Kafka at no-such-host.invalid:9092 does not take messages");
  }

  @Test
  void sendsWhatWaitedWhenTheBrokerComesBack(CapturedOutput output) throws Exception {
    int port = freePort();
    EmbeddedKafkaKraftBroker own = new EmbeddedKafkaKraftBroker(1, 3);
    own.brokerProperty("advertised.listeners", "EXTERNAL://127.0.0.1:" + port);
    own.afterPropertiesSet();
    try {
      runner(settings(true, "127.0.0.1:" + port))
          .run(
              context -> {
                try (TcpForwarder before = new TcpForwarder(port, portOf(own))) {
                  before.start();
                  append(context, "a", "0");
                  waitUntilSent(context);
                }
                IntStream.range(1, 20).forEach(i -> append(context, "a", "" + i));
                await()
                    .atMost(30, TimeUnit.SECONDS)
                    .until(() -> health(context).getDetails().containsKey("failure"));
                try (TcpForwarder after = new TcpForwarder(port, portOf(own))) {
                  after.start();
                  waitUntilSent(context);
                  assertInOrder(KafkaReader.read("127.0.0.1:" + port, topic, 20), 1, 20);
                }
              });
    } finally {
      own.destroy();
    }
    assertThat(output.getAll())
        .containsOnlyOnce("does not take messages")
        .containsOnlyOnce("accepts messages again");
  }

  @Test
  void stopsInTimeWhileTheBrokerIsDownAndSendsAfterTheNextStart() throws Exception {
    runner(settings(true, "127.0.0.1:" + freePort()))
        .run(
            context -> {
              append(context, "a", "0");
              append(context, "a", "1");
              Instant start = Instant.now();
              context.getBean(OutboxPublisher.class).stop();
              assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
              assertThat(context.getBean(OutboxPublisher.class).isRunning()).isFalse();
            });
    runner(settings(true, broker.getBrokersAsString())).run(this::waitUntilSent);
    assertThat(KafkaReader.read(broker.getBrokersAsString(), topic, 2))
        .containsExactly("a=0", "a=1");
  }

  @Test
  void putsAMessageAsideThatKafkaRefusesForGoodAndSendsThoseBehindIt(CapturedOutput output) {
    String big = "{\"x\": \"" + incompressible(3_000_000) + "\"}";
    runner(settings(true, broker.getBrokersAsString()))
        .run(
            context -> {
              MeterRegistry registry = new SimpleMeterRegistry();
              context.getBean(OutboxCounts.class).bindTo(registry);
              append(context, "big", "before big");
              append(context, "big", big);
              append(context, "big", "after big");
              append(context, "big", "last");
              append(context, "small", "1");
              append(context, "small", "2");
              waitUntilSent(context);
              assertThat(health(context).getDetails())
                  .containsEntry("parked", 1L)
                  .doesNotContainKey("failure");
              assertThat(
                      jdbc(context)
                          .sql("select payload from outbox_parked where reason like '%TooLarge%'")
                          .query(String.class)
                          .list())
                  .containsExactly(big);
              assertThat(registry.get("dockerrm.outbox.sent").functionCounter().count())
                  .isEqualTo(5);
              assertThat(registry.get("dockerrm.outbox.failed").functionCounter().count())
                  .isEqualTo(OutboxDelivery.TRIES);
              assertThat(registry.get("dockerrm.outbox.parked").functionCounter().count())
                  .isEqualTo(1);
            });
    List<String> read = KafkaReader.read(broker.getBrokersAsString(), topic, 5);
    assertThat(read.stream().filter(message -> message.startsWith("big=")))
        .containsExactly("big=before big", "big=after big", "big=last");
    assertThat(read).contains("small=1", "small=2");
    assertThat(output.getAll())
        .containsOnlyOnce("of big (" + big.length() + " characters) for good")
        .doesNotContain("does not take messages");
  }

  @Test
  void deletesWhatWasSentLongAgoAndNothingElse() {
    runner(settings(false, ""))
        .run(
            context -> {
              OffsetDateTime now = OffsetDateTime.now();
              insert(context, "old", now.minusHours(3), now.minusHours(2));
              insert(context, "new", now.minusHours(3), now.minusMinutes(50));
              insert(context, "unsent", now.minusHours(3), null);

              context.getBean(OutboxTable.class).deleteSent(OutboxPublisher.KEPT_AFTER_SENDING);

              assertThat(keys(context)).containsExactlyInAnyOrder("new", "unsent");
            });
  }

  @Test
  void measuresTheBacklogAndItsAge() {
    runner(settings(false, ""))
        .run(
            context -> {
              MeterRegistry registry = new SimpleMeterRegistry();
              context.getBean("outboxMetrics", MeterBinder.class).bindTo(registry);
              assertThat(registry.get("dockerrm.outbox.backlog").gauge().value()).isZero();
              assertThat(registry.get("dockerrm.outbox.oldest.age").gauge().value()).isZero();

              insert(context, "a", OffsetDateTime.now().minusMinutes(2), null);
              insert(context, "b", OffsetDateTime.now().minusMinutes(1), null);

              assertThat(registry.get("dockerrm.outbox.backlog").gauge().value()).isEqualTo(2);
              assertThat(registry.get("dockerrm.outbox.oldest.age").gauge().value())
                  .isBetween(120.0, 180.0);
            });
  }

  @Test
  void keepsAndSendsNothingWhenResponsesAreOff() {
    runner(settings(false, broker.getBrokersAsString()))
        .run(
            context -> {
              context.getBean(Outbox.class).append("a", "b");
              assertThat(context.getBean(OutboxPublisher.class).isRunning()).isFalse();
              assertThat(keys(context)).isEmpty();
            });
  }

  @Test
  void tracesEachMessageSent(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("trace.csv");
    runner(settings(true, broker.getBrokersAsString(), Optional.of(file)))
        .run(
            context -> {
              append(context, "a", "{\"x\": 1}");
              waitUntilSent(context);
            });
    assertThat(Files.readString(file)).endsWith("Z," + topic + ",\"{\"\"x\"\": 1}\",\r\n");
  }

  @Test
  void choosesFromALongBacklogQuickly() {
    runner(settings(false, ""))
        .run(
            context -> {
              insertMany(context, 100_000);
              Instant start = Instant.now();
              for (int round = 0; round < 20; round++) {
                transactions(context)
                    .executeWithoutResult(
                        status -> {
                          OutboxTable table = context.getBean(OutboxTable.class);
                          List<OutboxMessage> heads = table.lockHeads(50);
                          assertThat(heads).hasSize(50);
                          table.markSent(heads.stream().map(OutboxMessage::id).toList());
                        });
              }
              Duration took = Duration.between(start, Instant.now());
              assertThat(took).isLessThan(Duration.ofSeconds(10));
            });
  }
}
