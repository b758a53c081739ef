package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dockerrm.location.ContainerHost;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.NetworkSpec;
import org.dockerrm.location.NetworkView;
import org.dockerrm.support.Docker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Networks and attachments on a real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerNetworksIT {

  private final Engine engine = new Engine();
  private final ContainerHost host = engine.host;

  @AfterAll
  void cleanUp() {
    engine.close();
  }

  private static void refused(Reason reason, String words, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            HostException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e).hasMessageContaining(words);
            });
  }

  @Test
  void theEnginesOwnNetworksAreShown() {
    assertThat(host.networks()).extracting(NetworkView::name).contains("bridge", "host", "none");
    assertThat(host.network("bridge"))
        .hasValueSatisfying(
            view -> {
              assertThat(view.bridgeName()).isEqualTo("docker0");
              assertThat(view.subnets()).hasSize(1);
            });
    assertThat(host.network("host"))
        .hasValueSatisfying(
            view -> {
              assertThat(view.subnets()).isEmpty();
              assertThat(view.bridgeName()).isEmpty();
              assertThat(view.gateway()).isEmpty();
            });
  }

  @Test
  void aNetworkHasTheBridgeItWasAskedFor() {
    String prefix = Docker.freePrefix();
    String id = engine.newId();
    NetworkSpec spec =
        new NetworkSpec(
            "dockerrm-test_" + id,
            "bridge",
            prefix + ".0/24",
            prefix + ".254",
            "drm" + id.substring(0, 8),
            true,
            true,
            engine.labels(id));

    NetworkView created = host.create(spec);

    assertThat(created.name()).isEqualTo(spec.name());
    assertThat(created.bridgeName()).isEqualTo(spec.bridgeName());
    assertThat(created.subnets()).hasSize(2).first().isEqualTo(prefix + ".0/24");
    assertThat(created.gateway()).isEqualTo(prefix + ".254");
    assertThat(created.labels()).containsAllEntriesOf(spec.labels());
    assertThat(host.network(created.id())).contains(created);
    assertThat(host.network(created.name())).contains(created);
    assertThat(host.create(spec)).isEqualTo(created);
    host.removeNetwork(created.id());
    assertThat(host.network(created.id())).isEmpty();
    assertThatCode(() -> host.removeNetwork(created.id())).doesNotThrowAnyException();
  }

  @Test
  void aBridgeIsNamedByTheEngineWithoutARequestedName() {
    String prefix = Docker.freePrefix();
    NetworkView created = engine.network(prefix + ".0/24");

    assertThat(created.bridgeName()).isEqualTo("br-" + created.id().substring(0, 12));
    assertThat(created.gateway()).isIn("", prefix + ".1");
  }

  @Test
  void aForeignNetworkOfTheSameNameIsRefused() {
    String prefix = Docker.freePrefix();
    NetworkView created = engine.network(prefix + ".0/25");

    refused(
        Reason.ALREADY_EXISTS,
        created.name(),
        () -> host.create(engine.network(engine.newId(), created.name(), prefix + ".128/25")));
  }

  @Test
  void simultaneousCreationsEndWithOneNetwork() {
    String prefix = Docker.freePrefix();
    String id = engine.newId();
    NetworkSpec spec = engine.network(id, "dockerrm-test_" + id, prefix + ".0/24");

    List<CompletableFuture<NetworkView>> all =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> host.create(spec)))
            .toList();

    assertThat(all.stream().map(CompletableFuture::join).map(NetworkView::id).distinct())
        .hasSize(1);
    assertThat(host.networks().stream().filter(view -> view.name().equals(spec.name()))).hasSize(1);
  }

  @Test
  void anOverlapNamesBothNetworks() {
    String prefix = Docker.freePrefix();
    NetworkView existing = engine.network(prefix + ".0/24");
    NetworkSpec overlapping = engine.network(engine.newId(), "dockerrm-test_o", prefix + ".128/25");

    refused(Reason.NO_CAPACITY, existing.name(), () -> host.create(overlapping));
    refused(Reason.NO_CAPACITY, "dockerrm-test_o", () -> host.create(overlapping));
  }

  @Test
  void impossibleSubnetsAreRefused() {
    for (String subnet : List.of("nonsense", "10.1.1.0/99", "10.300.0.0/24", "$(id)")) {
      assertThatThrownBy(
              () -> host.create(engine.network(engine.newId(), "dockerrm-test_i", subnet)))
          .isInstanceOfSatisfying(
              HostException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
    }
  }

  @Test
  void aNetworkWithContainersIsNotRemovedAndNamesThem() {
    String prefix = Docker.freePrefix();
    NetworkView network = engine.network(prefix + ".0/24");
    ContainerView container = engine.running();
    host.connect(container.id(), network.id(), null);

    refused(Reason.REFUSED, container.name(), () -> host.removeNetwork(network.id()));
    assertThat(host.network(network.id()).orElseThrow().containers())
        .containsExactly(container.name());
    host.stop(container.id(), Duration.ZERO);
    refused(Reason.REFUSED, container.name(), () -> host.removeNetwork(network.id()));
    host.remove(container.id());
    host.removeNetwork(network.id());
    assertThat(host.network(network.id())).isEmpty();
  }

  @Test
  void attachingAndDetachingMayBeRepeated() {
    String prefix = Docker.freePrefix();
    NetworkView network = engine.network(prefix + ".0/24");
    ContainerView container = engine.running();

    host.connect(container.id(), network.id(), prefix + ".99");
    host.connect(container.id(), network.id(), prefix + ".99");
    host.connect(container.id(), network.name(), null);

    assertThat(host.container(container.id()).orElseThrow().attachmentTo(network.id()))
        .hasValueSatisfying(a -> assertThat(a.address()).isEqualTo(prefix + ".99"));
    refused(
        Reason.REFUSED,
        prefix + ".99",
        () -> host.connect(container.id(), network.id(), prefix + ".98"));
    host.disconnect(container.id(), network.id());
    host.disconnect(container.id(), network.id());
    assertThat(host.container(container.id()).orElseThrow().attachmentTo(network.id())).isEmpty();
    host.remove(container.id());
    assertThatCode(() -> host.disconnect(container.id(), network.id())).doesNotThrowAnyException();
    refused(
        Reason.NOT_FOUND, "no container", () -> host.connect(container.id(), network.id(), null));
    host.removeNetwork(network.id());
    assertThatCode(() -> host.disconnect(container.id(), network.id())).doesNotThrowAnyException();
  }

  @Test
  void attachmentsMadeBeforeTheStartHoldAfterIt() {
    String prefix = Docker.freePrefix();
    NetworkView network = engine.network(prefix + ".0/24");
    ContainerView created = host.create(engine.spec(engine.newId(), engine.sleepImage(), "bridge"));

    host.connect(created.id(), network.id(), prefix + ".55");
    host.connect(created.id(), network.id(), prefix + ".55");

    assertThat(host.start(created.id()).attachmentTo(network.id()))
        .hasValueSatisfying(a -> assertThat(a.address()).isEqualTo(prefix + ".55"));
    host.stop(created.id(), Duration.ZERO);
    host.disconnect(created.id(), network.id());
    host.disconnect(created.id(), network.id());
    assertThat(host.start(created.id()).attachmentTo(network.id())).isEmpty();
  }

  @Test
  void aFullNetworkHasNoCapacity() {
    String prefix = Docker.freePrefix();
    NetworkView network = engine.network(prefix + ".0/30");
    ContainerView first = engine.running();
    ContainerView second = engine.running();
    host.connect(first.id(), network.id(), null);

    refused(Reason.NO_CAPACITY, "available", () -> host.connect(second.id(), network.id(), null));
    refused(Reason.NO_CAPACITY, "available", () -> host.connect(second.id(), network.id(), null));
    assertThat(host.container(second.id()).orElseThrow().attachmentTo(network.name())).isEmpty();
    assertThatCode(() -> host.disconnect(second.id(), network.id())).doesNotThrowAnyException();
  }
}
