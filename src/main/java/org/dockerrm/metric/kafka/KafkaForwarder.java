package org.dockerrm.metric.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.dockerrm.database.HasWorkers;
import org.dockerrm.database.Worker;
import org.dockerrm.metric.MetricReport;
import org.dockerrm.metric.MetricValue.Integrity;
import org.dockerrm.metric.MetricValue.Load;
import org.dockerrm.metric.intake.Batch;
import org.dockerrm.metric.intake.Forwarding;
import org.dockerrm.metric.intake.ReportQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Puts what came in over HTTP on the topics, for an orchestrator that heals by itself. On a thread
 * of its own with a queue that is bounded in reports: a broker that is slow or away costs forwarded
 * metrics, which are counted, and nothing else. What waited too long is no news any more, and does
 * not keep the broker, once it is back, from what is.
 */
final class KafkaForwarder implements Forwarding, SmartLifecycle, HasWorkers {

  /** Reports that may wait. */
  static final int CAPACITY = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(KafkaForwarder.class);
  private static final Duration NEWS = Duration.ofSeconds(10);

  private final String servers;
  private final Clock clock;
  private final ObjectMapper json = new ObjectMapper();
  private final Counter forwarded;
  private final Counter lost;
  private final ReportQueue lane = new ReportQueue("metrics-forward", CAPACITY, this::pass);
  private volatile boolean running;
  private volatile @Nullable KafkaProducer<String, byte[]> producer;
  private boolean told;

  KafkaForwarder(String servers, MeterRegistry registry, Clock clock) {
    this.servers = servers;
    this.clock = clock;
    this.forwarded =
        Counter.builder("dockerrm.metrics.forwarded")
            .description("reports that Kafka has acknowledged")
            .register(registry);
    this.lost =
        Counter.builder("dockerrm.metrics.forward.lost")
            .description("reports that could not be put on Kafka")
            .register(registry);
  }

  @Override
  public void forward(Batch batch) {
    if (!lane.offer(batch)) {
      lost.increment(batch.reports().size());
    }
  }

  @Override
  public void start() {
    running = true;
    lane.start();
  }

  @Override
  public void stop() {
    running = false;
    lane.stop();
    KafkaProducer<String, byte[]> last = producer;
    producer = null;
    if (last != null) {
      last.close(Duration.ofSeconds(1));
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  @Override
  public Stream<Worker> workers() {
    return Stream.of(lane.worker());
  }

  private void pass(Batch batch) {
    KafkaProducer<String, byte[]> open = producer == null ? open() : producer;
    producer = open;
    for (MetricReport report : batch.reports()) {
      if (!running || open == null || !isNews(report)) {
        lost.increment();
      } else {
        send(open, record(batch, report));
      }
    }
  }

  private boolean isNews(MetricReport report) {
    return report.at().plus(NEWS).isAfter(clock.instant());
  }

  /** Waits a second at most: where nothing is known of the topic, or too much is on its way. */
  private void send(KafkaProducer<String, byte[]> open, ProducerRecord<String, byte[]> record) {
    try {
      open.send(record, (metadata, failure) -> count(failure));
    } catch (KafkaException e) {
      count(e);
    }
  }

  /** Where the broker's name cannot be resolved there is no producer at all. */
  private @Nullable KafkaProducer<String, byte[]> open() {
    try {
      return new KafkaProducer<>(properties(), new StringSerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      tell(e);
      return null;
    }
  }

  private void count(@Nullable Exception failure) {
    if (failure == null) {
      told = false;
      forwarded.increment();
    } else {
      lost.increment();
      tell(failure);
    }
  }

  private void tell(Exception failure) {
    if (!told && running) {
      told = true;
      LOG.warn("Metrics cannot be put on Kafka at {}: {}", servers, failure.toString());
    }
  }

  private ProducerRecord<String, byte[]> record(Batch batch, MetricReport report) {
    String key = batch.publisher().metricKey();
    String id = key + "." + report.metricName();
    ObjectNode value = json.createObjectNode();
    value.put("metricKey", key).put("metricName", report.metricName()).put("metricId", id);
    String topic = MetricTopics.INTEGRITY;
    if (report.value() instanceof Load load) {
      topic = MetricTopics.LOAD;
      value.put("load", load.percent());
    } else {
      value.put("integrity", report.value() == Integrity.OK ? "OK" : "BROKEN");
    }
    if (report.message() != null) {
      value.put("message", report.message());
    }
    RecordHeader mark = new RecordHeader(MetricTopics.FORWARDED, new byte[0]);
    return new ProducerRecord<>(
        topic, null, report.at().toEpochMilli(), id, bytes(value), List.of(mark));
  }

  private byte[] bytes(ObjectNode value) {
    try {
      return json.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts is always JSON", e);
    }
  }

  private Map<String, Object> properties() {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        servers,
        ProducerConfig.CLIENT_ID_CONFIG,
        "dockerrm-metrics",
        ProducerConfig.BUFFER_MEMORY_CONFIG,
        8 * 1024 * 1024L,
        ProducerConfig.LINGER_MS_CONFIG,
        20,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        1_000,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        5_000,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        10_000);
  }
}
