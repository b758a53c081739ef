package org.dockerrm.metric.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.dockerrm.database.HasWorkers;
import org.dockerrm.database.UninterruptedThread;
import org.dockerrm.database.Worker;
import org.dockerrm.metric.intake.RecordIntake;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the topics from now on, in one thread; a broker that does not answer is retried without
 * end. No position is kept: metrics describe the present, and what was published while no manager
 * read is skipped, so that no restart makes a record count twice. Nodes of one manager share the
 * partitions.
 */
final class TopicReader implements SmartLifecycle, HasWorkers {

  private static final Logger LOG = LoggerFactory.getLogger(TopicReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int LARGEST_VALUE = 16 * 1024;

  private final String servers;
  private final Supplier<String> group;
  private final RecordIntake door;
  private final RecordOrder order;
  private volatile @Nullable KafkaConsumer<byte[], byte[]> reading;
  private final UninterruptedThread thread = new UninterruptedThread("metrics-kafka", this::run);
  private volatile int partitions;
  private boolean told;

  /**
   * @param servers bootstrap servers
   * @param group the name that all nodes of this manager share
   */
  TopicReader(String servers, Supplier<String> group, RecordIntake door, Clock clock) {
    this.servers = servers;
    this.group = group;
    this.door = door;
    this.order = new RecordOrder(clock);
  }

  /** How many partitions are read. */
  int partitions() {
    return partitions;
  }

  @Override
  public void start() {
    thread.start();
  }

  @Override
  public void stop() {
    thread.stop(this::wake);
  }

  private void wake() {
    KafkaConsumer<byte[], byte[]> consumer = reading;
    if (consumer != null) {
      consumer.wakeup();
    }
  }

  @Override
  public boolean isRunning() {
    return thread.isRunning();
  }

  private void run() {
    do {
      try {
        read();
      } catch (WakeupException e) {
        return;
      } catch (RuntimeException e) {
        tell(e);
      }
    } while (thread.pause(PAUSE));
  }

  private void tell(RuntimeException e) {
    partitions = 0;
    if (!told && thread.goesOn()) {
      told = true;
      Throwable cause = e instanceof KafkaException && e.getCause() != null ? e.getCause() : e;
      LOG.warn("Metrics cannot be read from Kafka at {}: {}", servers, cause.toString());
    }
  }

  private void read() {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            properties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      reading = consumer;
      consumer.subscribe(MetricTopics.all());
      while (thread.goesOn()) {
        consumer.poll(POLL).forEach(this::take);
        look(consumer.assignment().size());
      }
    } finally {
      reading = null;
      partitions = 0;
    }
  }

  private void look(int assigned) {
    if (assigned != partitions) {
      LOG.info("Metrics are read from {} partitions of Kafka at {}", assigned, servers);
      partitions = assigned;
      told = false;
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (value == null
        || value.length > LARGEST_VALUE
        || record.headers().lastHeader(MetricTopics.FORWARDED) != null) {
      return;
    }
    RecordOrder.Arrived arrived =
        RecordOrder.Arrived.of(
            record.topic() + "/" + record.partition(), record.offset(), record.timestamp(), value);
    door.admit(value, (metricId, period) -> order.isNew(metricId, period, arrived));
  }

  private Map<String, Object> properties() {
    return Map.of(
        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
        servers,
        ConsumerConfig.GROUP_ID_CONFIG,
        group.get(),
        ConsumerConfig.CLIENT_ID_CONFIG,
        "dockerrm-metrics",
        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
        false,
        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
        "latest",
        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
        100,
        ConsumerConfig.METADATA_MAX_AGE_CONFIG,
        10_000);
  }

  @Override
  public Stream<Worker> workers() {
    return Stream.of(thread.worker());
  }
}
