package org.dockerrm.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dockerrm.location.ContainerOptions.Mount;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ScriptCall.ParameterFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * What every kind of host has to do. A kind extends it, and says how containers, scripts and deaths
 * are made there that a test needs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(HostContract.Refusals.class)
public abstract class HostContract {

  /** What the scripts do that {@link #script} makes. */
  public enum TestScript {
    /** Prints its properties file, makes it {@code n: 2} and succeeds. */
    ECHO,
    /** Prints {@code out}, makes its properties file {@code n: 3} and exits with 42. */
    FAIL,
    /** Prints {@code begun} and runs until it is ended. */
    LAST
  }

  /** What a test needs; a host that lacks any of it has to refuse it. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Needs {
    /** The abilities. */
    Ability[] value();
  }

  /** Turns a test around where the host lacks an ability that it needs. */
  static final class Refusals implements InvocationInterceptor {

    @Override
    public void interceptTestMethod(
        Invocation<Void> test, ReflectiveInvocationContext<Method> call, ExtensionContext context)
        throws Throwable {
      Host host = ((HostContract) context.getRequiredTestInstance()).host();
      Needs needs = call.getExecutable().getAnnotation(Needs.class);
      if (needs == null || Stream.of(needs.value()).allMatch(host.traits()::can)) {
        test.proceed();
      } else {
        refused(Reason.UNSUPPORTED, "kind " + host.traits().kind(), test::proceed);
      }
    }
  }

  /** The host under test. */
  protected abstract Host host();

  /** Labels of an instance's object; what bears them is removed after the tests. */
  protected abstract Map<String, String> labels(String resourceId);

  /** An image whose containers run until they are ended. */
  protected abstract String lastingImage();

  /** An image whose containers end at once, with exit code 0. */
  protected abstract String endingImage();

  /** The first three numbers of a subnet that no network of the host has, {@code 10.1.2}. */
  protected abstract String freePrefix();

  /** Makes a script in a running container, at that absolute path. */
  protected abstract void script(ContainerView container, String path, TestScript what);

  /** Kills the main process of a container without the host's interface. */
  protected abstract void kill(ContainerView container);

  @Test
  void aCreatedContainerIsFound() {
    ContainerSpec spec = spec(newId());

    ContainerView created = host().workloads().create(spec).container();

    assertThat(created.running()).isNotEqualTo(host().traits().can(Ability.HOLDS_STOPPED));
    assertThat(created.name()).isEqualTo(spec.name());
    assertThat(created.hostname()).isEqualTo(spec.hostname());
    assertThat(created.labels()).containsAllEntriesOf(spec.labels());
    assertThat(host().workloads().find(spec.name()).container()).contains(created);
    assertThat(host().workloads().find(created.id()).container()).contains(created);
    assertThat(host().workloads().find(created.id().substring(0, 12)).container())
        .contains(created);
    assertThat(host().workloads().find(created.id().substring(0, 4)).container()).isEmpty();
  }

  @Test
  void creatingTheSameAgainChangesNothing() {
    ContainerSpec spec = spec(newId());
    ContainerView created = host().workloads().create(spec).container();

    assertThat(host().workloads().create(spec).container()).isEqualTo(created);
  }

  @Test
  void aContainerOfAnotherOwnerIsNotTakenOver() {
    ContainerSpec spec = spec(newId());
    ContainerView created = host().workloads().create(spec).container();

    refused(
        Reason.ALREADY_EXISTS,
        "already in use",
        () -> host().workloads().create(withName(spec(newId()), spec.name())).container());
    assertThat(host().workloads().find(spec.name()).container()).contains(created);
  }

  @Test
  void simultaneousCreationsEndWithOneContainer() {
    ContainerSpec spec = spec(newId());

    assertThat(sixTimes(() -> host().workloads().create(spec).container().id()).distinct())
        .hasSize(1);
  }

  @Test
  void missingImagesAndNetworksAreNamed() {
    refused(
        Reason.NOT_FOUND,
        "No such image: dockerrm-test-nothing",
        () ->
            host()
                .workloads()
                .create(spec(newId(), "dockerrm-test-nothing", "bridge", null))
                .container());
    refused(
        Reason.NOT_FOUND,
        "There is no network dockerrm-test-nowhere",
        () ->
            host()
                .workloads()
                .create(spec(newId(), lastingImage(), "dockerrm-test-nowhere", null))
                .container());
  }

  @Test
  void impossibleNamesAreRefusedAndFindNothing() {
    for (String name : List.of("", "..", "../images/json", "a b", "$1", "a/json?x=", "\n", "漢")) {
      assertThat(host().workloads().find(name).container()).isEmpty();
      assertThat(host().networks().flatMap(networks -> networks.find(name))).isEmpty();
      assertThat(host().volumes().flatMap(volumes -> volumes.find(name))).isEmpty();
      assertThat(host().images().find(name)).isEmpty();
      assertThatThrownBy(() -> host().workloads().start(name)).isInstanceOf(HostException.class);
    }
    refused(
        Reason.REFUSED,
        "",
        () -> host().workloads().create(withName(spec(newId()), "a b\n$(id)")).container());
  }

  @Test
  void theEnvironmentArrivesUnchanged() {
    String hostile = "two\nlines \"$(id)\" 漢";
    ContainerSpec spec = spec(newId());
    ContainerView created =
        host()
            .workloads()
            .create(
                new ContainerSpec(
                    spec.name(),
                    spec.image(),
                    "h",
                    "bridge",
                    null,
                    Map.of("RM_PROP_a", hostile),
                    spec.labels()))
            .container();

    assertThat(host().workloads().environment(created.id())).containsEntry("RM_PROP_a", hostile);
    host().workloads().remove(created.id()).requireGone();
    assertThat(host().workloads().environment(created.id())).isEmpty();
  }

  @Test
  @Needs(Ability.HOLDS_STOPPED)
  void startingAndStoppingMayBeRepeated() {
    ContainerView running = running();

    assertThat(running.running()).isTrue();
    assertThat(running.attachmentTo("bridge"))
        .hasValueSatisfying(
            place -> {
              assertThat(place.address()).isNotEmpty();
              assertThat(place.gateway()).isNotEmpty();
              assertThat(place.networkId()).isNotEmpty();
            });
    assertThat(host().workloads().start(running.id())).isEqualTo(running);
    host().workloads().stop(running.id(), Duration.ZERO);
    host().workloads().stop(running.id(), Duration.ZERO);
    ContainerView stopped = find(running);
    assertThat(stopped.running()).isFalse();
    assertThat(stopped.attachmentTo("bridge").orElseThrow().address()).isEmpty();
    assertThat(host().workloads().start(running.id()).running()).isTrue();
    host().workloads().remove(running.id()).requireGone();
    host().workloads().stop(running.id(), Duration.ZERO);
  }

  @Test
  void aContainerThatEndsAtOnceDidNotStart() {
    ContainerSpec spec = spec(newId(), endingImage(), "bridge", null);

    assertThatThrownBy(
            () -> {
              ContainerView created = host().workloads().create(spec).container();
              for (int i = 0; i < 20; i++) {
                host().workloads().start(created.id());
                Thread.sleep(50);
              }
            })
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED))
        .hasMessageContaining("ended at once with exit code 0");
  }

  @Test
  void aKilledContainerTellsHowItEnded() {
    ContainerView running = running();
    assertThat(host().workloads().ending(running.id())).isEmpty();

    kill(running);

    await().until(() -> !find(running).running());
    assertThat(find(running).wasKilled()).isTrue();
    assertThat(host().workloads().ending(running.id()))
        .hasValueSatisfying(
            exit -> {
              assertThat(exit.exitCode()).isEqualTo(137);
              assertThat(exit.at()).isAfterOrEqualTo(running.startedAt());
            });
    assertThat(listed(running)).singleElement().matches(ListedContainer::ended);
  }

  @Test
  @Needs(Ability.HOLDS_STOPPED)
  void renamingMayBeRepeatedAndTakesNoOtherName() {
    ContainerView first = host().workloads().create(spec(newId())).container();
    ContainerView second = host().workloads().create(spec(newId())).container();
    String name = first.name() + "-aside";

    host().workloads().rename(first.id(), name);
    host().workloads().rename(first.id(), name);

    assertThat(find(first).name()).isEqualTo(name);
    assertThat(host().workloads().find(first.name()).container()).isEmpty();
    refused(Reason.ALREADY_EXISTS, name, () -> host().workloads().rename(second.id(), name));
    assertThat(find(second).name()).isEqualTo(second.name());
  }

  @Test
  void whatIsGoneIsRemovedAndStoppedAlready() {
    ContainerView running = running();

    assertThat(
            sixTimes(
                () -> {
                  host().workloads().remove(running.id()).requireGone();
                  return true;
                }))
        .hasSize(6);

    assertThat(host().workloads().find(running.id()).container()).isEmpty();
    assertThat(host().workloads().ending(running.id())).isEmpty();
    assertThat(listed(running)).isEmpty();
    refused(Reason.NOT_FOUND, "No such container", () -> host().workloads().start(running.id()));
  }

  @Test
  void theListsHaveWhatBelongsToThemAndNothingElse() {
    String location = "test-" + newId();
    Map<String, String> labels = new HashMap<>(labels(newId()));
    labels.put(Host.LOCATION_LABEL, location);
    ContainerSpec spec = spec(newId());
    ContainerView ours =
        host()
            .workloads()
            .create(
                new ContainerSpec(spec.name(), spec.image(), "h", "bridge", null, Map.of(), labels))
            .container();
    ContainerView elsewhere = host().workloads().create(spec(newId())).container();

    assertThat(host().workloads().names(location)).containsExactly(ours.name());
    assertThat(listed(ours))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.name()).isEqualTo(ours.name());
              assertThat(it.running()).isEqualTo(ours.running());
              assertThat(it.ended()).isFalse();
              assertThat(it.labels()).containsAllEntriesOf(labels);
            });
    assertThat(listed(elsewhere)).hasSize(1);
  }

  @Test
  @Needs(Ability.NETWORKS)
  void aNetworkLivesFromCreationToRemoval() {
    String prefix = freePrefix();
    NetworkSpec spec = network(newId(), prefix + ".0/24");

    NetworkView created = host().requireNetworks().create(spec);

    assertThat(created.name()).isEqualTo(spec.name());
    assertThat(created.driver()).isEqualTo("bridge");
    assertThat(created.subnets()).containsExactly(prefix + ".0/24");
    assertThat(created.labels()).containsAllEntriesOf(spec.labels());
    assertThat(host().requireNetworks().all()).extracting(NetworkView::id).contains(created.id());
    assertThat(host().requireNetworks().find(created.id())).contains(created);
    assertThat(host().requireNetworks().find(created.name())).contains(created);
    assertThat(host().requireNetworks().create(spec)).isEqualTo(created);
    host().requireNetworks().remove(created.id());
    assertThat(host().requireNetworks().find(created.id())).isEmpty();
    assertThatCode(() -> host().requireNetworks().remove(created.id())).doesNotThrowAnyException();
  }

  @Test
  @Needs(Ability.NETWORKS)
  void aNetworkOfAnotherOwnerIsNotTakenOver() {
    String prefix = freePrefix();
    NetworkView created = host().requireNetworks().create(network(newId(), prefix + ".0/25"));

    refused(
        Reason.ALREADY_EXISTS,
        created.name(),
        () ->
            host()
                .requireNetworks()
                .create(
                    new NetworkSpec(
                        created.name(),
                        "bridge",
                        prefix + ".128/25",
                        "",
                        "",
                        false,
                        false,
                        labels(newId()))));
  }

  @Test
  @Needs(Ability.NETWORKS)
  void simultaneousCreationsEndWithOneNetwork() {
    NetworkSpec spec = network(newId(), freePrefix() + ".0/24");
    Networks networks = host().requireNetworks();

    assertThat(sixTimes(() -> networks.create(spec).id()).distinct()).hasSize(1);
    assertThat(networks.all()).filteredOn(it -> it.name().equals(spec.name())).hasSize(1);
  }

  @Test
  @Needs(Ability.NETWORKS)
  void anOverlapNamesBothNetworks() {
    String prefix = freePrefix();
    NetworkView existing = host().requireNetworks().create(network(newId(), prefix + ".0/24"));
    NetworkSpec overlapping = network(newId(), prefix + ".128/25");

    refused(
        Reason.NO_CAPACITY, existing.name(), () -> host().requireNetworks().create(overlapping));
    refused(
        Reason.NO_CAPACITY, overlapping.name(), () -> host().requireNetworks().create(overlapping));
  }

  @Test
  @Needs(Ability.NETWORKS)
  void impossibleSubnetsAreRefused() {
    Networks networks = host().requireNetworks();

    for (String subnet : List.of("nonsense", "10.1.1.0/99", "10.300.0.0/24", "$(id)")) {
      refused(Reason.REFUSED, "", () -> networks.create(network(newId(), subnet)));
    }
  }

  @Test
  @Needs({Ability.NETWORKS, Ability.ATTACHES, Ability.HOLDS_STOPPED})
  void aNetworkWithContainersIsNotRemovedAndNamesThem() {
    NetworkView network = network();
    ContainerView container = running();
    host().workloads().attach(container.id(), network.id(), null);

    refused(Reason.REFUSED, container.name(), () -> host().requireNetworks().remove(network.id()));
    assertThat(host().requireNetworks().find(network.id()).orElseThrow().containers())
        .containsExactly(container.name());
    host().workloads().stop(container.id(), Duration.ZERO);
    refused(Reason.REFUSED, container.name(), () -> host().requireNetworks().remove(network.id()));
    host().workloads().remove(container.id()).requireGone();
    host().requireNetworks().remove(network.id());
    assertThat(host().requireNetworks().find(network.id())).isEmpty();
  }

  @Test
  @Needs({Ability.NETWORKS, Ability.ATTACHES})
  void attachingAndDetachingMayBeRepeated() {
    String prefix = freePrefix();
    NetworkView network = host().requireNetworks().create(network(newId(), prefix + ".0/24"));
    ContainerView container = running();

    host().workloads().attach(container.id(), network.id(), prefix + ".99");
    host().workloads().attach(container.id(), network.id(), prefix + ".99");
    host().workloads().attach(container.id(), network.name(), null);

    assertThat(find(container).attachmentTo(network.id()))
        .hasValueSatisfying(it -> assertThat(it.address()).isEqualTo(prefix + ".99"));
    refused(
        Reason.REFUSED,
        prefix + ".99",
        () -> host().workloads().attach(container.id(), network.id(), prefix + ".98"));
    host().workloads().detach(container.id(), network.id());
    host().workloads().detach(container.id(), network.id());
    assertThat(find(container).attachmentTo(network.id())).isEmpty();
    host().workloads().remove(container.id()).requireGone();
    host().workloads().detach(container.id(), network.id());
    refused(
        Reason.NOT_FOUND,
        "container",
        () -> host().workloads().attach(container.id(), network.id(), null));
    host().requireNetworks().remove(network.id());
    host().workloads().detach(container.id(), network.id());
    refused(
        Reason.NOT_FOUND,
        "network",
        () -> host().workloads().attach(container.id(), network.id(), null));
  }

  @Test
  @Needs({Ability.NETWORKS, Ability.ATTACHES, Ability.HOLDS_STOPPED})
  void attachmentsMadeBeforeTheStartHoldAfterIt() {
    String prefix = freePrefix();
    NetworkView network = host().requireNetworks().create(network(newId(), prefix + ".0/24"));
    ContainerView created = host().workloads().create(spec(newId())).container();

    host().workloads().attach(created.id(), network.id(), prefix + ".55");
    host().workloads().attach(created.id(), network.id(), prefix + ".55");

    assertThat(host().workloads().start(created.id()).attachmentTo(network.id()))
        .hasValueSatisfying(it -> assertThat(it.address()).isEqualTo(prefix + ".55"));
    host().workloads().stop(created.id(), Duration.ZERO);
    host().workloads().detach(created.id(), network.id());
    assertThat(host().workloads().start(created.id()).attachmentTo(network.id())).isEmpty();
  }

  @Test
  @Needs({Ability.NETWORKS, Ability.ATTACHES})
  void aFullNetworkHasNoCapacity() {
    NetworkView network = host().requireNetworks().create(network(newId(), freePrefix() + ".0/30"));
    ContainerView first = running();
    ContainerView second = running();
    host().workloads().attach(first.id(), network.id(), null);

    refused(
        Reason.NO_CAPACITY,
        "available",
        () -> host().workloads().attach(second.id(), network.id(), null));
    assertThat(find(second).attachmentTo(network.name())).isEmpty();
    assertThatCode(() -> host().workloads().detach(second.id(), network.id()))
        .doesNotThrowAnyException();
  }

  @Test
  @Needs({Ability.NETWORKS, Ability.FIXED_ADDRESSES})
  void containersStartAtTheirOwnAddressesAndNotAtTakenOnes() {
    String prefix = freePrefix();
    NetworkView network = host().requireNetworks().create(network(newId(), prefix + ".0/24"));
    ContainerSpec byName = spec(newId(), lastingImage(), network.name(), prefix + ".77");
    ContainerSpec byId = spec(newId(), lastingImage(), network.id(), prefix + ".78");

    for (ContainerSpec spec : List.of(byName, byId)) {
      ContainerView started =
          host().workloads().start(host().workloads().create(spec).container().id());
      assertThat(started.attachments())
          .singleElement()
          .isEqualTo(
              new ContainerView.Attachment(
                  network.id(), network.name(), String.valueOf(spec.address()), prefix + ".1"));
    }
    ContainerView clash =
        host()
            .workloads()
            .create(spec(newId(), lastingImage(), network.name(), prefix + ".77"))
            .container();
    refused(
        Reason.NO_CAPACITY, "Address already in use", () -> host().workloads().start(clash.id()));
    assertThat(find(clash).running()).isFalse();
  }

  @Test
  @Needs(Ability.VOLUMES)
  void aVolumeLivesFromCreationToRemoval() {
    VolumeSpec spec = volume(newId());

    VolumeView created = host().requireVolumes().create(spec);

    assertThat(created.name()).isEqualTo(spec.name());
    assertThat(created.mountpoint()).isNotEmpty();
    assertThat(created.labels()).containsAllEntriesOf(spec.labels());
    assertThat(host().requireVolumes().create(spec)).isEqualTo(created);
    assertThat(host().requireVolumes().find(spec.name())).contains(created);
    assertThat(host().requireVolumes().own()).extracting(VolumeView::name).contains(spec.name());
    refused(
        Reason.ALREADY_EXISTS,
        spec.name(),
        () ->
            host()
                .requireVolumes()
                .create(new VolumeSpec(spec.name(), "local", Map.of(), labels(newId()))));
    host().requireVolumes().remove(spec.name());
    host().requireVolumes().remove(spec.name());
    assertThat(host().requireVolumes().find(spec.name())).isEmpty();
  }

  @Test
  @Needs(Ability.VOLUMES)
  void aVolumeThatIsUsedIsNotRemovedAndNamesItsUsers() {
    VolumeView volume = host().requireVolumes().create(volume(newId()));
    ContainerSpec spec = spec(newId());
    ContainerView user =
        host()
            .workloads()
            .create(
                new ContainerSpec(
                    spec.name(),
                    spec.image(),
                    "h",
                    "bridge",
                    null,
                    Map.of(),
                    spec.labels(),
                    ContainerOptions.NONE.withMounts(
                        List.of(
                            new Mount(
                                Mount.Kind.VOLUME, volume.name(), "/data", false, false, 0, -1)))))
            .container();

    refused(Reason.REFUSED, user.name(), () -> host().requireVolumes().remove(volume.name()));

    host().workloads().remove(user.id()).requireGone();
    host().requireVolumes().remove(volume.name());
    assertThat(host().requireVolumes().find(volume.name())).isEmpty();
  }

  @Test
  void aScriptGetsItsParametersAndGivesThemBack() throws Exception {
    ContainerView container = running();
    script(container, "/s", TestScript.ECHO);

    assertThat(result(host().scripts().run(call(container, newId(), "n: 1"))))
        .isEqualTo(new ScriptResult.Finished(0, "n: 1", "n: 2"));
  }

  @Test
  void aScriptFailsWithItsOwnExitCode() throws Exception {
    ContainerView container = running();
    script(container, "/s", TestScript.FAIL);

    assertThat(result(host().scripts().run(call(container, newId(), "n: 1"))))
        .isEqualTo(new ScriptResult.Finished(42, "out\n", "n: 3"));
  }

  @Test
  void oneRunIdRunsOnceHoweverOftenItIsCalled() throws Exception {
    ContainerView container = running();
    script(container, "/s", TestScript.ECHO);
    String runId = newId();
    List<CompletableFuture<ScriptResult>> runs = new ArrayList<>();

    for (int i = 0; i < 4; i++) {
      runs.add(host().scripts().run(call(container, runId, "n: 1")));
    }
    for (CompletableFuture<ScriptResult> run : runs) {
      assertThat(result(run)).isEqualTo(new ScriptResult.Finished(0, "n: 1", "n: 2"));
    }
    assertThat(result(host().scripts().run(call(container, runId, "n: 9"))))
        .isEqualTo(new ScriptResult.Finished(0, "n: 1", "n: 2"));
  }

  @Test
  void aScriptUnderWayCanBeReadAndStopped() throws Exception {
    ContainerView container = running();
    script(container, "/s", TestScript.LAST);
    String runId = newId();
    CompletableFuture<ScriptResult> run = host().scripts().run(call(container, runId, "n: 1"));

    await().until(() -> written(container, runId, 0).equals("begun\n"));
    assertThat(written(container, runId, 3)).isEqualTo("un\n");
    assertThat(run).isNotDone();
    assertThat(host().scripts().stop(container.id(), runId, ParameterFile.LIFECYCLE))
        .hasValueSatisfying(
            left -> {
              assertThat(left.output()).isEqualTo("begun\n");
              assertThat(left.parameters()).isEqualTo("n: 1");
            });
    await().until(run::isDone);
    assertThat(host().scripts().stop(container.id(), "never-run", ParameterFile.LIFECYCLE))
        .isEmpty();
    assertThat(host().scripts().stop("no-such", "never-run", ParameterFile.LIFECYCLE)).isEmpty();
  }

  @Test
  @Needs(Ability.HOLDS_STOPPED)
  void aRunIsLostWithItsContainer() throws Exception {
    ContainerView container = running();
    script(container, "/s", TestScript.LAST);
    ScriptCall call = call(container, newId(), "n: 1");
    CompletableFuture<ScriptResult> run = host().scripts().run(call);
    await().until(() -> written(container, call.runId(), 0).equals("begun\n"));

    kill(container);

    assertThat(result(run))
        .isInstanceOfSatisfying(
            ScriptResult.Lost.class, lost -> assertThat(lost.reason()).contains("exit code 137"));
    host().workloads().start(container.id());
    assertThat(result(host().scripts().run(call))).isInstanceOf(ScriptResult.Lost.class);
    host().workloads().remove(container.id()).requireGone();
    refused(Reason.NOT_FOUND, "", () -> host().scripts().run(call));
  }

  @Test
  @Needs(Ability.HOLDS_STOPPED)
  void noScriptRunsInAContainerThatDoesNot() {
    ContainerView created = running();
    host().workloads().stop(created.id(), Duration.ZERO);

    refused(
        Reason.REFUSED, "does not run", () -> host().scripts().run(call(created, newId(), "n: 1")));
    assertThat(host().scripts().progress(created.id(), newId(), ParameterFile.LIFECYCLE, 0))
        .isEmpty();
  }

  @Test
  void impossibleCallsOfScriptsAreRefused() {
    ContainerView container = running();

    refused(Reason.REFUSED, "run id", () -> host().scripts().run(call(container, "../x", "")));
    refused(Reason.REFUSED, "run id", () -> host().scripts().run(call(container, "", "")));
    refused(
        Reason.REFUSED,
        "1 MB",
        () -> host().scripts().run(call(container, newId(), "x".repeat(1 << 21))));
  }

  @Test
  @Needs({Ability.NETWORKS, Ability.ATTACHES})
  void aWatcherIsToldWhatHappens() throws Exception {
    Events events = new Events();
    NetworkView network;
    ContainerView container;
    try (AutoCloseable watch = host().watch(events, Duration.ofMillis(200))) {
      assertThat(watch).isNotNull();
      events.awaitOne("connected");
      container = running();
      events.awaitOne("started " + container.id());
      network = network();
      events.awaitOne("networks");
      host().workloads().attach(container.id(), network.id(), null);
      events.awaitOne("attachments " + container.id());
      events.awaitOne("look");
      kill(container);
      events.awaitOne("died " + container.id() + " 137");
      host().workloads().remove(container.id()).requireGone();
      events.awaitOne("removed " + container.id());
      assertThat(host().outOfSight()).isEmpty();
    }
    int reported = events.seen.size();
    host().requireNetworks().remove(network.id());
    running();
    await().during(Duration.ofMillis(300)).until(() -> events.seen.size() == reported);
  }

  @Test
  void aHostThatAnswersIsInSight() {
    assertThat(host().unreachable()).isEmpty();
    assertThat(host().look()).isInstanceOf(HostStatus.Reachable.class);
    assertThat(host().processors()).isPositive();
  }

  @Test
  void anImageIsFoundAndRemoved() {
    assertThat(host().images().find(lastingImage())).isPresent();
    assertThat(host().images().obstacle(lastingImage(), List.of())).isEmpty();
    assertThat(host().images().find("dockerrm-test-nothing")).isEmpty();
    assertThat(host().images().remove("dockerrm-test-nothing")).isTrue();
  }

  /** What a watcher was told. */
  private static final class Events implements HostWatcher {

    private final List<String> seen = new CopyOnWriteArrayList<>();

    void awaitOne(String event) {
      await().alias(event).until(() -> seen.contains(event));
    }

    @Override
    public void connected() {
      seen.add("connected");
    }

    @Override
    public void lookDue() {
      seen.add("look");
    }

    @Override
    public void containerDied(String containerId, int exitCode) {
      seen.add("died " + containerId + " " + exitCode);
    }

    @Override
    public void containerStarted(String containerId) {
      seen.add("started " + containerId);
    }

    @Override
    public void containerRemoved(String containerId) {
      seen.add("removed " + containerId);
    }

    @Override
    public void attachmentsChanged(String containerId) {
      seen.add("attachments " + containerId);
    }

    @Override
    public void networksChanged() {
      seen.add("networks");
    }
  }

  /** Makes a container that runs. */
  protected final ContainerView running() {
    return host().workloads().start(host().workloads().create(spec(newId())).container().id());
  }

  private ContainerView find(ContainerView container) {
    return host().workloads().find(container.id()).container().orElseThrow();
  }

  private List<ListedContainer> listed(ContainerView container) {
    return host().workloads().own().stream().filter(it -> it.id().equals(container.id())).toList();
  }

  private String written(ContainerView container, String runId, long from) {
    return host()
        .scripts()
        .progress(container.id(), runId, ParameterFile.LIFECYCLE, from)
        .map(progress -> new String(progress.output(), StandardCharsets.UTF_8))
        .orElse("");
  }

  private static ScriptCall call(ContainerView container, String runId, String parameters) {
    return new ScriptCall(
        container.id(), runId, "/s", ParameterFile.LIFECYCLE, parameters, Map.of(), false);
  }

  private static ScriptResult result(CompletableFuture<ScriptResult> run) throws Exception {
    return run.get(30, TimeUnit.SECONDS);
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  private ContainerSpec spec(String resourceId) {
    return spec(resourceId, lastingImage(), "bridge", null);
  }

  private ContainerSpec spec(
      String resourceId, String image, String network, @Nullable String address) {
    return new ContainerSpec(
        "dockerrm-test_" + resourceId, image, "h", network, address, Map.of(), labels(resourceId));
  }

  private static ContainerSpec withName(ContainerSpec spec, String name) {
    return new ContainerSpec(
        name, spec.image(), "h", spec.network(), null, Map.of(), spec.labels());
  }

  private NetworkView network() {
    return host().requireNetworks().create(network(newId(), freePrefix() + ".0/24"));
  }

  private NetworkSpec network(String resourceId, String subnet) {
    return new NetworkSpec(
        "dockerrm-test_" + resourceId, "bridge", subnet, "", "", false, false, labels(resourceId));
  }

  private VolumeSpec volume(String resourceId) {
    return new VolumeSpec("dockerrm-test_" + resourceId, "local", Map.of(), labels(resourceId));
  }

  private static <T> Stream<T> sixTimes(Supplier<T> call) {
    List<CompletableFuture<T>> all =
        IntStream.range(0, 6).mapToObj(i -> CompletableFuture.supplyAsync(call)).toList();
    return all.stream().map(CompletableFuture::join);
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
}
