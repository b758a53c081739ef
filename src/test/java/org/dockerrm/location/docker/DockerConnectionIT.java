package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.HostWatcher;
import org.dockerrm.location.ImageView;
import org.dockerrm.location.NetworkView;
import org.dockerrm.support.Docker;
import org.dockerrm.support.TlsCertificates;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Connections to a real engine that break, and engines that do not answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerConnectionIT {

  private static final Duration HOUR = Duration.ofHours(1);

  private final Engine engine = new Engine();

  @AfterAll
  void cleanUp() {
    engine.close();
  }

  @Test
  void survivesThatAllItsPooledConnectionsAreDead() throws Exception {
    ContainerView container = engine.running();
    engine.script(container, "/s-hi", "echo hi");
    try (Relay relay = new Relay();
        DockerHost host = relay.host()) {
      for (int round = 0; round < 3; round++) {
        List<CompletableFuture<List<NetworkView>>> all =
            IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(host.requireNetworks()::all))
                .toList();
        all.forEach(CompletableFuture::join);
        assertThat(relay.connections()).isPositive();
        relay.cut();

        // A request with a body, which the transport itself never sends again.
        assertThat(Engine.result(host.scripts().run(engine.call(container, "/s-hi", "a: 1"))))
            .isNotNull();
        host.workloads().attach(container.id(), "bridge", null);
        assertThat(host.unreachable()).isEmpty();
      }
    }
  }

  @Test
  void aHostThatRefusesConnectionsIsUnreachableAtOnce() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    for (String endpoint : List.of("tcp://127.0.0.1:" + port, "unix:///nowhere/docker.sock")) {
      try (DockerHost host =
          new DockerHost(
              Engine.at("away", URI.create(endpoint), Optional.empty()),
              Clock.systemUTC(),
              TransportDecorator.PLAIN)) {
        long begin = System.nanoTime();

        assertThat(host.unreachable()).hasValueSatisfying(t -> assertThat(t).contains(endpoint));
        assertUnreachable(host, endpoint);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
      }
    }
  }

  private static void assertUnreachable(DockerHost host, String words) {
    assertThatThrownBy(host.requireNetworks()::all)
        .isInstanceOfSatisfying(
            HostException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.UNREACHABLE);
              assertThat(e).hasMessageContaining(words);
              assertThat(e.isTransient()).isTrue();
            });
  }

  @Test
  void aHostThatNeverAnswersIsFoundOutInTwoSeconds(@TempDir Path directory) throws IOException {
    Path path = directory.resolve("silent.sock");
    try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        ServerSocket deaf = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      silent.bind(UnixDomainSocketAddress.of(path));
      for (String endpoint : List.of("unix://" + path, "tcp://127.0.0.1:" + deaf.getLocalPort())) {
        try (DockerHost host =
            new DockerHost(
                Engine.at("deaf", URI.create(endpoint), Optional.empty()),
                Clock.systemUTC(),
                TransportDecorator.PLAIN)) {
          long begin = System.nanoTime();

          assertThat(host.unreachable()).isPresent();
          assertThat(Duration.ofNanos(System.nanoTime() - begin))
              .isLessThan(Duration.ofMillis(2_500));
          assertThat(Thread.currentThread().isInterrupted()).isFalse();
        }
      }
    }
  }

  @Test
  void aMissingTlsDirectoryIsToldWithTheFirstCall(@TempDir Path directory) {
    URI endpoint = URI.create("tcp://127.0.0.1:1");
    Path nowhere = directory.resolve("nothing");
    try (DockerHost host =
        new DockerHost(
            Engine.at("tls", endpoint, Optional.of(nowhere)),
            Clock.systemUTC(),
            TransportDecorator.PLAIN)) {
      assertThatThrownBy(host.requireNetworks()::all)
          .isInstanceOf(HostException.class)
          .hasMessageContaining("nothing");
    }
  }

  @Test
  void eventsAreSeenInOrderAndAfterABreakToo() throws Exception {
    try (Relay relay = new Relay();
        DockerHost host = relay.host()) {
      Seen seen = new Seen();
      try (AutoCloseable watch = host.watch(seen, HOUR)) {
        assertThat(watch).isNotNull();
        await().until(() -> seen.count("connected") == 1);
        ContainerView container = engine.running();
        host.workloads().stop(container.id(), Duration.ZERO);
        host.workloads().start(container.id());
        await().until(() -> seen.count("started " + container.id()) == 2);

        relay.cut();
        engine.client().killContainerCmd(container.id()).exec();
        engine.host.workloads().remove(container.id()).requireGone();
        engine.host.requireNetworks().remove(engine.network(Docker.freePrefix() + ".0/24").id());

        await().until(() -> seen.count("removed " + container.id()) == 1);
        await().until(() -> seen.count("connected") >= 2);
        await().until(() -> seen.count("networks") >= 2);
        assertThat(seen.count("attached " + container.id())).isPositive();
        assertThat(seen.of(container.id()))
            .filteredOn(line -> !line.startsWith("attached "))
            .containsExactly(
                "started " + container.id(),
                "died " + container.id() + " 137",
                "started " + container.id(),
                "died " + container.id() + " 137",
                "removed " + container.id());
      }
      int before = seen.all.size();
      engine.network(Docker.freePrefix() + ".0/24");
      Thread.sleep(300);
      assertThat(seen.all).hasSize(before);
    }
  }

  @Test
  void aWatcherIsRemindedToLookWhileThereIsAConnection() throws Exception {
    try (Relay relay = new Relay();
        DockerHost host = relay.host()) {
      Seen seen = new Seen();
      try (AutoCloseable watch = host.watch(seen, Duration.ofMillis(100))) {
        assertThat(watch).isNotNull();
        await().until(() -> seen.count("due") >= 3);
        assertThat(seen.all.get(0)).isEqualTo("connected");
        assertThat(seen.count("connected")).as("one stream for all looks").isEqualTo(1);
      }
      long before = seen.count("due");
      Thread.sleep(300);
      assertThat(seen.count("due")).isEqualTo(before);
    }
  }

  @Test
  void aWatcherIsNeverInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Seen busy =
        new Seen() {
          @Override
          public void connected() {
            begun.countDown();
            try {
              Thread.sleep(500);
              interrupted.complete(false);
            } catch (InterruptedException e) {
              interrupted.complete(true);
            }
          }
        };
    AutoCloseable watch = engine.host.watch(busy, HOUR);
    assertThat(begun.await(5, TimeUnit.SECONDS)).isTrue();

    watch.close();

    assertThat(interrupted.get(5, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void aWatcherThatFailsIsToldTheNextTimeAgain() throws Exception {
    CountDownLatch started = new CountDownLatch(2);
    Seen failing =
        new Seen() {
          @Override
          public void containerStarted(String id) {
            started.countDown();
            throw new IllegalStateException("a watcher of a test fails on purpose");
          }
        };
    try (AutoCloseable watch = engine.host.watch(failing, HOUR)) {
      assertThat(watch).isNotNull();
      await().until(() -> failing.count("connected") == 1);
      engine.running();
      engine.running();
      assertThat(started.await(5, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void speaksTlsWithCertificatesFromADirectory(@TempDir Path directory) throws Exception {
    TlsCertificates certificates = new TlsCertificates(directory, "127.0.0.1");
    Clock clock = Clock.systemUTC();
    try (TlsRelay relay = new TlsRelay(certificates);
        DockerHost host =
            new DockerHost(
                Engine.at("tls", relay.endpoint(), Optional.of(certificates.client())),
                clock,
                TransportDecorator.PLAIN);
        DockerHost stranger =
            new DockerHost(
                Engine.at("plain", relay.endpoint(), Optional.empty()),
                clock,
                TransportDecorator.PLAIN)) {
      ContainerView container = engine.running();
      engine.script(container, "/s-tls", "cat /opt/rmparams");

      assertThat(host.images().find(Engine.IMAGE)).map(ImageView::user).contains("");
      assertThat(
              Engine.result(host.scripts().run(engine.call(container, "/s-tls", "a: tls")))
                  .toString())
          .contains("a: tls");
      assertThatThrownBy(stranger.requireNetworks()::all).isInstanceOf(HostException.class);
    }
  }

  /** Records its calls. */
  private static class Seen implements HostWatcher {

    private final List<String> all = Collections.synchronizedList(new ArrayList<>());

    long count(String what) {
      return List.copyOf(all).stream().filter(what::equals).count();
    }

    List<String> of(String id) {
      return List.copyOf(all).stream().filter(line -> line.contains(id)).toList();
    }

    @Override
    public void connected() {
      all.add("connected");
    }

    @Override
    public void lookDue() {
      all.add("due");
    }

    @Override
    public void containerDied(String id, int exitCode) {
      all.add("died " + id + " " + exitCode);
    }

    @Override
    public void containerStarted(String id) {
      all.add("started " + id);
    }

    @Override
    public void containerRemoved(String id) {
      all.add("removed " + id);
    }

    @Override
    public void attachmentsChanged(String id) {
      all.add("attached " + id);
    }

    @Override
    public void networksChanged() {
      all.add("networks");
    }
  }
}
