package org.dockerrm.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The figures of docs/performance.md, "Metrics"; no test of every day, since it measures: {@code
 * mvn verify -Dit.test=MetricLoad -Ddockerrm.test.redirect=false}.
 */
class MetricLoad {

  private static final String ONE = "{\"metricName\":\"load\",\"load\":50}";
  private static final int TURNS = 5;
  private static final int POSTS = 20_000;
  private static final Duration START_OF_A_FLOOD = Duration.ofSeconds(2);

  /** Its load may start a process that scales, and does not at the load that is reported here. */
  private static final String UNDER_A_POLICY = "resource::crew::1.0";

  private static Manager manager;
  private static RmClient rm;

  @BeforeAll
  static void start() {
    manager = Manager.with("gauge", "crew", "small").configure("metrics: {rate: 1000000}").start();
    rm = manager.client().awaitPublished(Types.GAUGE).awaitPublished(Types.SMALL);
    rm.awaitPublished(UNDER_A_POLICY);
  }

  @AfterAll
  static void stop() {
    manager.close();
  }

  @Test
  void tenThousandMetricsASecondForOneInstance() throws Exception {
    String key = MetricFlood.instances(manager, 1).get(0);
    String ten = "[" + String.join(",", Collections.nCopies(10, ONE)) + "]";
    warmUp(key);
    double before = counted("dockerrm.metrics.accepted");
    long begun = System.nanoTime();
    MetricFlood flood =
        new MetricFlood().run(manager.metrics().door(), 8, 20_000, 1_000, n -> key, ten);
    double seconds = (System.nanoTime() - begun) / 1e9;
    await().until(() -> counted("dockerrm.metrics.queue") == 0);
    say("one instance: %.0f metrics/s for %.1f s: %s", 200_000 / seconds, seconds, flood);
    assertThat(flood.answered(204)).isEqualTo(20_000);
    assertThat(counted("dockerrm.metrics.accepted") - before).isEqualTo(200_000);
    memory();
  }

  /**
   * By turns, so that what else the machine does meets all alike; with the same flood into a sink,
   * so that what the posting takes of the processors can be told from what the manager takes.
   */
  @ParameterizedTest
  @ValueSource(strings = {Types.GAUGE, UNDER_A_POLICY})
  void twoThousandInstancesThatReportEachSecond(String type) throws Exception {
    List<String> keys = MetricFlood.instances(manager, 2_000, type);
    warmUp(keys.get(0));
    double before = counted("dockerrm.metrics.accepted");
    double cpu = 0;
    List<Double> quiet = new ArrayList<>();
    List<Double> aside = new ArrayList<>();
    List<Double> loud = new ArrayList<>();
    round();
    try (SinkProcess sink = new SinkProcess()) {
      for (int turn = 0; turn < TURNS; turn++) {
        for (int i = 0; i < 4; i++) {
          quiet.add(round());
        }
        flood(sink.door(), keys, aside);
        double cpuBefore = cpuSeconds();
        say("2,000 of %s: %s", type, flood(manager.metrics().door(), keys, loud));
        cpu += cpuSeconds() - cpuBefore;
      }
    }
    await().until(() -> counted("dockerrm.metrics.queue") == 0);
    assertThat(counted("dockerrm.metrics.accepted") - before).isEqualTo(POSTS * TURNS);
    say("processor time of the metrics' threads: %.3f ms a report", cpu * 1000 / (POSTS * TURNS));
    say(
        "Install and Uninstall: %.0f ms without (%d), %.0f ms beside the flood into a sink (%d),"
            + " %.0f ms with the flood (%d)",
        median(quiet), quiet.size(), median(aside), aside.size(), median(loud), loud.size());
    memory();
  }

  /** Lets a flood run, and Install and Uninstall beside it: what the flood tells. */
  private static String flood(URI door, List<String> keys, List<Double> rounds)
      throws IOException, InterruptedException {
    try (FloodProcess flood = new FloodProcess(door, keys, POSTS, 2_000, ONE)) {
      Thread.sleep(START_OF_A_FLOOD.toMillis());
      while (flood.goesOn()) {
        double millis = round();
        if (flood.goesOn()) {
          rounds.add(millis);
        }
      }
      return flood.told();
    }
  }

  /** Processor time of the threads of the metrics' port and of their queues. */
  private static double cpuSeconds() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
            .filter(thread -> thread != null)
            .filter(
                thread ->
                    thread.getThreadName().startsWith("metrics-")
                        || thread.getThreadName().contains("-auto-2-"))
            .mapToLong(thread -> Math.max(0, threads.getThreadCpuTime(thread.getThreadId())))
            .sum()
        / 1e9;
  }

  @Test
  void asManyAsAreTaken() throws Exception {
    List<String> keys = MetricFlood.instances(manager, 100);
    warmUp(keys.get(0));
    long begun = System.nanoTime();
    MetricFlood flood =
        new MetricFlood()
            .run(manager.metrics().door(), 16, 200_000, 0, n -> keys.get(n % 100), ONE);
    say(
        "as many as are taken: %.0f posts/s: %s",
        200_000 / ((System.nanoTime() - begun) / 1e9), flood);
  }

  private static void warmUp(String key) throws InterruptedException {
    new MetricFlood().run(manager.metrics().door(), 8, 20_000, 0, n -> key, ONE);
  }

  private static double round() {
    long begun = System.nanoTime();
    String id = rm.install(Types.SMALL, Map.of());
    rm.complete(Types.SMALL, "Uninstall", id, Map.of());
    return (System.nanoTime() - begun) / 1e6;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  private static void memory() throws InterruptedException {
    System.gc();
    Thread.sleep(Duration.ofMillis(500).toMillis());
    Runtime runtime = Runtime.getRuntime();
    say(
        "series %.0f, units of history %.0f, heap in use %d MB",
        counted("dockerrm.metrics.series"),
        counted("dockerrm.metrics.history"),
        (runtime.totalMemory() - runtime.freeMemory()) / 1_000_000);
  }

  private static double counted(String name) {
    return manager.bean(MeterRegistry.class).find(name).meters().stream()
        .mapToDouble(meter -> meter.measure().iterator().next().getValue())
        .sum();
  }

  private static void say(String format, Object... values) {
    System.out.printf("MEASURED " + format + "%n", values);
  }
}
