package org.dockerrm.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dockerrm.metric.MetricPort;

/** The built jar as a process of its own on the home of a manager, to be killed without a word. */
public final class ManagerProcess implements AutoCloseable {

  private final Process process;
  private final RmClient client;
  private final MetricClient metrics;

  private ManagerProcess(Process process, RmClient client, MetricClient metrics) {
    this.process = process;
    this.client = client;
    this.metrics = metrics;
  }

  /** Starts the jar and waits until it says that it is healthy. */
  public static ManagerProcess start(Manager manager) {
    return start(manager, ManagerJar.asBuilt());
  }

  /** Starts the jar, run in that way, and waits until it says that it is healthy. */
  public static ManagerProcess start(Manager manager, ManagerJar jar) {
    return launch(manager, jar).awaitHealth();
  }

  /** Starts the jar and does not wait. */
  public static ManagerProcess launch(Manager manager) {
    return launch(manager, ManagerJar.asBuilt());
  }

  /** Starts the jar, run in that way, and does not wait. */
  public static ManagerProcess launch(Manager manager, ManagerJar jar) {
    int port = freePort();
    int door = freePort();
    List<String> arguments = new ArrayList<>(manager.arguments());
    arguments.remove(Manager.ANY_METRIC_PORT);
    arguments.add("--dockerrm.metrics.port=" + door);
    arguments.add("--server.port=" + port);
    RmClient client = new RmClient(URI.create("http://127.0.0.1:" + port), manager.location());
    return new ManagerProcess(jar.run(arguments), client, metrics(door));
  }

  /** Of a door that is where it is by default: at Docker's bridge. */
  private static MetricClient metrics(int port) {
    String bridge = Docker.bridgeAddress();
    return new MetricClient(URI.create("http://" + bridge + ":" + port + MetricPort.PATH));
  }

  /** A client of it. */
  public RmClient client() {
    return client;
  }

  /** A client of its door for metrics. */
  public MetricClient metrics() {
    return metrics;
  }

  /** Whether it still runs. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it as a power failure would. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Asks it to end and waits until it has. */
  public void stop() {
    process.destroy();
    process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
  }

  @Override
  public void close() {
    kill();
  }

  /** A port without a listener. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it says that it is healthy; one that does not is ended. */
  public ManagerProcess awaitHealth() {
    try {
      await("the start of the manager's process")
          .atMost(Duration.ofSeconds(120))
          .pollInterval(Duration.ofMillis(100))
          .ignoreException(UncheckedIOException.class)
          .until(
              () -> {
                assertThat(process.isAlive()).as("the process lives").isTrue();
                return client.get("/actuator/health").status() == 200;
              });
      return this;
    } catch (RuntimeException | Error e) {
      kill();
      throw e;
    }
  }
}
