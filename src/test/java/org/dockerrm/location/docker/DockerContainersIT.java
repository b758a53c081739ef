package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dockerrm.location.ContainerHost;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ListedContainer;
import org.dockerrm.location.NetworkView;
import org.dockerrm.support.Docker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The life of containers on a real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerContainersIT {

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
  void aContainerLivesFromCreationToRemoval() {
    String id = engine.newId();
    Map<String, String> environment = Map.of("RM_PROP_a", "two\nlines \"$(id)\" 漢");
    ContainerSpec spec =
        new ContainerSpec(
            "dockerrm-test_" + id,
            engine.sleepImage(),
            "myhost",
            "bridge",
            null,
            environment,
            engine.labels(id));

    ContainerView created = host.create(spec);

    assertThat(created.running()).isFalse();
    assertThat(created.name()).isEqualTo(spec.name());
    assertThat(created.hostname()).isEqualTo("myhost");
    assertThat(created.user()).isEmpty();
    assertThat(created.labels()).containsAllEntriesOf(spec.labels());
    assertThat(host.container(spec.name())).contains(created);
    assertThat(host.container(created.id().substring(0, 12))).contains(created);
    assertThat(host.ownContainers()).extracting(ListedContainer::id).contains(created.id());
    assertThat(engine.client().inspectContainerCmd(created.id()).exec().getConfig().getEnv())
        .contains("RM_PROP_a=two\nlines \"$(id)\" 漢");

    host.remove(created.id());

    assertThat(host.container(created.id())).isEmpty();
    assertThatCode(() -> host.remove(created.id())).doesNotThrowAnyException();
    assertThatCode(() -> host.stop(created.id(), Duration.ZERO)).doesNotThrowAnyException();
    refused(Reason.NOT_FOUND, "No such container", () -> host.start(created.id()));
  }

  @Test
  void startingAndStoppingMayBeRepeated() {
    ContainerView running = engine.running();

    assertThat(running.running()).isTrue();
    assertThat(running.attachmentTo("bridge"))
        .hasValueSatisfying(
            a -> {
              assertThat(a.address()).isNotEmpty();
              assertThat(a.gateway()).isNotEmpty();
              assertThat(a.networkId()).hasSize(64);
            });
    assertThat(host.start(running.id())).isEqualTo(running);
    host.stop(running.id(), Duration.ofSeconds(1));
    host.stop(running.id(), Duration.ofSeconds(1));
    assertThat(host.container(running.id()))
        .hasValueSatisfying(
            view -> {
              assertThat(view.running()).isFalse();
              assertThat(view.exitCode()).isEqualTo(137);
            });
    assertThat(host.start(running.id()).running()).isTrue();
    host.remove(running.id());
  }

  @Test
  void aContainerThatEndsAtOnceDidNotStart() {
    String id = engine.newId();
    ContainerView created = host.create(engine.spec(id, engine.image("true"), "bridge"));

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 20; i++) {
                host.start(created.id());
                Thread.sleep(50);
              }
            })
        .isInstanceOf(HostException.class)
        .hasMessageContaining("ended at once with exit code 0");
  }

  @Test
  void ownContainersOfTheSameNameAreAdoptedAndOthersAreNot() {
    String id = engine.newId();
    ContainerSpec spec = engine.spec(id, engine.sleepImage(), "bridge");
    ContainerView created = host.create(spec);
    Map<String, String> otherLabels = new HashMap<>(spec.labels());
    otherLabels.put(ContainerHost.RESOURCE_ID_LABEL, engine.newId());
    ContainerSpec other =
        new ContainerSpec(
            spec.name(), spec.image(), "h", spec.network(), null, Map.of(), otherLabels);

    assertThat(host.create(spec)).isEqualTo(created);
    refused(Reason.ALREADY_EXISTS, "already in use", () -> host.create(other));
  }

  @Test
  void simultaneousCreationsEndWithOneContainer() {
    ContainerSpec spec = engine.spec(engine.newId(), engine.sleepImage(), "bridge");

    List<CompletableFuture<ContainerView>> all =
        IntStream.range(0, 6)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> host.create(spec)))
            .toList();

    assertThat(all.stream().map(CompletableFuture::join).map(ContainerView::id).distinct())
        .hasSize(1);
  }

  @Test
  void simultaneousRemovalsAllSucceed() {
    ContainerView running = engine.running();

    List<CompletableFuture<Void>> all =
        IntStream.range(0, 6)
            .mapToObj(i -> CompletableFuture.runAsync(() -> host.remove(running.id())))
            .toList();

    assertThatCode(() -> all.forEach(CompletableFuture::join)).doesNotThrowAnyException();
    assertThat(host.container(running.id())).isEmpty();
  }

  @Test
  void startsOnNetworksByNameAndIdAndAtAStaticAddress() {
    String prefix = Docker.freePrefix();
    NetworkView network = engine.network(prefix + ".0/24");
    ContainerSpec byName = sleeper(network.name(), prefix + ".77");
    ContainerSpec byId = sleeper(network.id(), prefix + ".78");

    for (ContainerSpec spec : List.of(byName, byId)) {
      ContainerView started = host.start(host.create(spec).id());
      assertThat(started.attachments()).hasSize(1);
      assertThat(started.attachmentTo(network.name()))
          .hasValueSatisfying(
              a -> {
                assertThat(a.address()).isEqualTo(spec.address());
                assertThat(a.networkId()).isEqualTo(network.id());
                assertThat(a.gateway()).isEqualTo(prefix + ".1");
              });
    }
    ContainerView clash = host.create(sleeper(network.name(), prefix + ".77"));
    refused(Reason.NO_CAPACITY, "Address already in use", () -> host.start(clash.id()));
  }

  private ContainerSpec sleeper(String network, String address) {
    String id = engine.newId();
    return new ContainerSpec(
        "dockerrm-test_" + id,
        engine.sleepImage(),
        "h",
        network,
        address,
        Map.of(),
        engine.labels(id));
  }

  @Test
  void theHostsOwnNetworkNeedsNoHostName() {
    ContainerView byName = host.create(engine.spec(engine.newId(), engine.sleepImage(), "host"));
    String hostId = host.network("host").orElseThrow().id();
    ContainerView byId = host.create(engine.spec(engine.newId(), engine.sleepImage(), hostId));

    assertThat(byName.attachmentTo("host")).isPresent();
    assertThat(byId.attachmentTo("host")).isPresent();
  }

  @Test
  void missingImagesAndNetworksAreNamed() {
    refused(
        Reason.NOT_FOUND,
        "No such image: dockerrm-test-nothing",
        () -> host.create(engine.spec(engine.newId(), "dockerrm-test-nothing", "bridge")));
    refused(
        Reason.NOT_FOUND,
        "There is no network dockerrm-test-nowhere",
        () ->
            host.create(engine.spec(engine.newId(), engine.sleepImage(), "dockerrm-test-nowhere")));
  }

  @Test
  void hostileNamesFindNothingAndBreakNothing() {
    for (String name : List.of("", "..", "../images/json", "a b", "$1", "a/json?x=", "\n", "漢")) {
      assertThat(host.container(name)).isEmpty();
      assertThat(host.network(name)).isEmpty();
      assertThat(host.image(name)).isEmpty();
      assertThatThrownBy(() -> host.start(name)).isInstanceOf(HostException.class);
    }
    assertThatThrownBy(() -> host.create(engine.spec("a b\n$(id)", engine.sleepImage(), "bridge")))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
  }

  @Test
  void beginningsOfIdsAreNotNames() {
    ContainerView created = host.create(engine.spec(engine.newId(), engine.sleepImage(), "bridge"));

    assertThat(host.container(created.id().substring(0, 4))).isEmpty();
  }

  @Test
  void aContainerWithoutShellRefusesScripts() {
    ContainerView running = engine.running();
    engine.exec(running.id(), "rm", "-f", "/usr/bin/dash", "/bin/sh", "/usr/bin/bash");

    assertThat(host.run(engine.call(running, "/x", "")))
        .failsWithin(Duration.ofSeconds(10))
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
        .withMessageContaining("cannot run /bin/sh");
  }
}
