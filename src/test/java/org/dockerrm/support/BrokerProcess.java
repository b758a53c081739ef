package org.dockerrm.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.springframework.util.FileSystemUtils;

/** A Kafka broker as a process of its own, to be killed and to come back with what it had. */
public final class BrokerProcess implements AutoCloseable {

  private static final File LOG = new File("target/broker-process.log");

  private final int port = ManagerProcess.freePort();
  private final Path directory;
  private final Path settings;
  private Process process;

  /** Starts one and waits until it takes connections. */
  public BrokerProcess() {
    try {
      directory = Files.createTempDirectory("dockerrm-broker");
      settings = Files.writeString(directory.resolve("server.properties"), settings());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String cluster = Uuid.randomUuid().toString();
    Process format =
        java("kafka.tools.StorageTool", "format", "-t", cluster, "-c", settings.toString());
    assertThat(format.onExit().join().exitValue()).as("see %s", LOG).isZero();
    process = start();
  }

  /** After a kill it is not let in again before the session of its former life is over. */
  private String settings() {
    int control = ManagerProcess.freePort();
    return """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%2$d
        listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
        advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
        controller.listener.names=CONTROLLER
        log.dirs=%3$s
        broker.session.timeout.ms=3000
        broker.heartbeat.interval.ms=500
        offsets.topic.num.partitions=1
        offsets.topic.replication.factor=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        group.initial.rebalance.delay.ms=0
        """
        .formatted(port, control, directory.resolve("log"));
  }

  /** Its address, {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Ends it as a power failure would. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Starts it again. */
  public void restart() {
    process = start();
  }

  private Process start() {
    Process started = java("kafka.Kafka", settings.toString());
    await("the start of the broker")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              assertThat(started.isAlive()).as("the broker lives, see %s", LOG).isTrue();
              return answers();
            });
    return started;
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private static Process java(String... arguments) {
    List<String> all = new ArrayList<>();
    all.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    all.addAll(List.of("-cp", System.getProperty("java.class.path")));
    all.addAll(List.of(arguments));
    return JavaProcess.start(all, LOG);
  }

  @Override
  public void close() {
    kill();
    try {
      FileSystemUtils.deleteRecursively(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
