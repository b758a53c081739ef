package org.dockerrm.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
import org.dockerrm.support.Docker;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every kind of host has to do. A kind extends it, and says how containers, scripts and deaths
 * are made there that a test needs.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
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

  /** The host under test. */
  protected abstract ContainerHost host();

  /** Labels of an instance's object; what bears them is removed after the tests. */
  protected abstract Map<String, String> labels(String resourceId);

  /** An image whose containers run until they are ended. */
  protected abstract String lastingImage();

  /** An image whose containers end at once, with exit code 0. */
  protected abstract String endingImage();

  /** Makes a script in a running container, at that absolute path. */
  protected abstract void script(ContainerView container, String path, TestScript what);

  /** Kills the main process of a container without the host's interface. */
  protected abstract void kill(ContainerView container);

  @Test
  void aCreatedContainerIsFoundAndDoesNotRun() {
    ContainerSpec spec = spec(newId());

    ContainerView created = host().create(spec);

    assertThat(created.running()).isFalse();
    assertThat(created.name()).isEqualTo(spec.name());
    assertThat(created.hostname()).isEqualTo(spec.hostname());
    assertThat(created.labels()).containsAllEntriesOf(spec.labels());
    assertThat(created.startedAt()).isEqualTo(Instant.EPOCH);
    assertThat(host().container(spec.name())).contains(created);
    assertThat(host().container(created.id())).contains(created);
    assertThat(host().container(created.id().substring(0, 12))).contains(created);
    assertThat(host().container(created.id().substring(0, 4))).isEmpty();
  }

  @Test
  void creatingTheSameAgainChangesNothing() {
    ContainerSpec spec = spec(newId());
    ContainerView created = host().create(spec);

    assertThat(host().create(spec)).isEqualTo(created);
  }

  @Test
  void aContainerOfAnotherOwnerIsNotTakenOver() {
    ContainerSpec spec = spec(newId());
    ContainerView created = host().create(spec);

    refused(
        Reason.ALREADY_EXISTS,
        "already in use",
        () -> host().create(withName(spec(newId()), spec.name())));
    assertThat(host().container(spec.name())).contains(created);
  }

  @Test
  void simultaneousCreationsEndWithOneContainer() {
    ContainerSpec spec = spec(newId());

    assertThat(sixTimes(() -> host().create(spec).id()).distinct()).hasSize(1);
  }

  @Test
  void missingImagesAndNetworksAreNamed() {
    refused(
        Reason.NOT_FOUND,
        "No such image: dockerrm-test-nothing",
        () -> host().create(spec(newId(), "dockerrm-test-nothing", "bridge", null)));
    refused(
        Reason.NOT_FOUND,
        "There is no network dockerrm-test-nowhere",
        () -> host().create(spec(newId(), lastingImage(), "dockerrm-test-nowhere", null)));
  }

  @Test
  void impossibleNamesAreRefusedAndFindNothing() {
    for (String name : List.of("", "..", "../images/json", "a b", "$1", "a/json?x=", "\n", "漢")) {
      assertThat(host().container(name)).isEmpty();
      assertThat(host().network(name)).isEmpty();
      assertThat(host().volume(name)).isEmpty();
      assertThat(host().image(name)).isEmpty();
      assertThatThrownBy(() -> host().start(name)).isInstanceOf(HostException.class);
    }
    refused(Reason.REFUSED, "", () -> host().create(withName(spec(newId()), "a b\n$(id)")));
  }

  @Test
  void theEnvironmentArrivesUnchanged() {
    String hostile = "two\nlines \"$(id)\" 漢";
    ContainerSpec spec = spec(newId());
    ContainerView created =
        host()
            .create(
                new ContainerSpec(
                    spec.name(),
                    spec.image(),
                    "h",
                    "bridge",
                    null,
                    Map.of("RM_PROP_a", hostile),
                    spec.labels()));

    assertThat(host().environment(created.id())).containsEntry("RM_PROP_a", hostile);
    host().remove(created.id());
    assertThat(host().environment(created.id())).isEmpty();
  }

  @Test
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
    assertThat(host().start(running.id())).isEqualTo(running);
    host().stop(running.id(), Duration.ZERO);
    host().stop(running.id(), Duration.ZERO);
    ContainerView stopped = find(running);
    assertThat(stopped.running()).isFalse();
    assertThat(stopped.attachmentTo("bridge").orElseThrow().address()).isEmpty();
    assertThat(host().start(running.id()).running()).isTrue();
  }

  @Test
  void aContainerThatEndsAtOnceDidNotStart() {
    ContainerView created = host().create(spec(newId(), endingImage(), "bridge", null));

    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 20; i++) {
                host().start(created.id());
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
    assertThat(host().ending(running.id())).isEmpty();

    kill(running);

    await().until(() -> !find(running).running());
    assertThat(find(running).wasKilled()).isTrue();
    assertThat(host().ending(running.id()))
        .hasValueSatisfying(
            exit -> {
              assertThat(exit.exitCode()).isEqualTo(137);
              assertThat(exit.at()).isAfterOrEqualTo(running.startedAt());
            });
    assertThat(listed(running)).singleElement().matches(ListedContainer::ended);
  }

  @Test
  void renamingMayBeRepeatedAndTakesNoOtherName() {
    ContainerView first = host().create(spec(newId()));
    ContainerView second = host().create(spec(newId()));
    String name = first.name() + "-aside";

    host().rename(first.id(), name);
    host().rename(first.id(), name);

    assertThat(find(first).name()).isEqualTo(name);
    assertThat(host().container(first.name())).isEmpty();
    refused(Reason.ALREADY_EXISTS, name, () -> host().rename(second.id(), name));
    assertThat(find(second).name()).isEqualTo(second.name());
  }

  @Test
  void whatIsGoneIsRemovedAndStoppedAlready() {
    ContainerView running = running();

    assertThat(
            sixTimes(
                () -> {
                  host().remove(running.id());
                  return true;
                }))
        .hasSize(6);

    assertThat(host().container(running.id())).isEmpty();
    assertThat(host().ending(running.id())).isEmpty();
    assertThat(listed(running)).isEmpty();
    assertThatCode(() -> host().stop(running.id(), Duration.ZERO)).doesNotThrowAnyException();
    refused(Reason.NOT_FOUND, "No such container", () -> host().start(running.id()));
  }

  @Test
  void theListsHaveWhatBelongsToThemAndNothingElse() {
    String location = "test-" + newId();
    Map<String, String> labels = new HashMap<>(labels(newId()));
    labels.put(ContainerHost.LOCATION_LABEL, location);
    ContainerSpec spec = spec(newId());
    ContainerView ours =
        host()
            .create(
                new ContainerSpec(
                    spec.name(), spec.image(), "h", "bridge", null, Map.of(), labels));
    ContainerView elsewhere = host().create(spec(newId()));

    assertThat(host().containerNames(location)).containsExactly(ours.name());
    assertThat(listed(ours))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.name()).isEqualTo(ours.name());
              assertThat(it.running()).isFalse();
              assertThat(it.ended()).isFalse();
              assertThat(it.labels()).containsAllEntriesOf(labels);
            });
    assertThat(listed(elsewhere)).hasSize(1);
  }

  @Test
  void aNetworkLivesFromCreationToRemoval() {
    String prefix = Docker.freePrefix();
    NetworkSpec spec = network(newId(), prefix + ".0/24");

    NetworkView created = host().create(spec);

    assertThat(created.name()).isEqualTo(spec.name());
    assertThat(created.driver()).isEqualTo("bridge");
    assertThat(created.subnets()).containsExactly(prefix + ".0/24");
    assertThat(created.labels()).containsAllEntriesOf(spec.labels());
    assertThat(host().networks()).extracting(NetworkView::id).contains(created.id());
    assertThat(host().network(created.id())).contains(created);
    assertThat(host().network(created.name())).contains(created);
    assertThat(host().create(spec)).isEqualTo(created);
    host().removeNetwork(created.id());
    assertThat(host().network(created.id())).isEmpty();
    assertThatCode(() -> host().removeNetwork(created.id())).doesNotThrowAnyException();
  }

  @Test
  void aNetworkOfAnotherOwnerIsNotTakenOver() {
    String prefix = Docker.freePrefix();
    NetworkView created = host().create(network(newId(), prefix + ".0/25"));

    refused(
        Reason.ALREADY_EXISTS,
        created.name(),
        () ->
            host()
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
  void simultaneousCreationsEndWithOneNetwork() {
    NetworkSpec spec = network(newId(), Docker.freePrefix() + ".0/24");

    assertThat(sixTimes(() -> host().create(spec).id()).distinct()).hasSize(1);
    assertThat(host().networks()).filteredOn(it -> it.name().equals(spec.name())).hasSize(1);
  }

  @Test
  void anOverlapNamesBothNetworks() {
    String prefix = Docker.freePrefix();
    NetworkView existing = host().create(network(newId(), prefix + ".0/24"));
    NetworkSpec overlapping = network(newId(), prefix + ".128/25");

    refused(Reason.NO_CAPACITY, existing.name(), () -> host().create(overlapping));
    refused(Reason.NO_CAPACITY, overlapping.name(), () -> host().create(overlapping));
  }

  @Test
  void impossibleSubnetsAreRefused() {
    for (String subnet : List.of("nonsense", "10.1.1.0/99", "10.300.0.0/24", "$(id)")) {
      refused(Reason.REFUSED, "", () -> host().create(network(newId(), subnet)));
    }
  }

  @Test
  void aNetworkWithContainersIsNotRemovedAndNamesThem() {
    NetworkView network = network();
    ContainerView container = running();
    host().connect(container.id(), network.id(), null);

    refused(Reason.REFUSED, container.name(), () -> host().removeNetwork(network.id()));
    assertThat(host().network(network.id()).orElseThrow().containers())
        .containsExactly(container.name());
    host().stop(container.id(), Duration.ZERO);
    refused(Reason.REFUSED, container.name(), () -> host().removeNetwork(network.id()));
    host().remove(container.id());
    host().removeNetwork(network.id());
    assertThat(host().network(network.id())).isEmpty();
  }

  @Test
  void attachingAndDetachingMayBeRepeated() {
    String prefix = Docker.freePrefix();
    NetworkView network = host().create(network(newId(), prefix + ".0/24"));
    ContainerView container = running();

    host().connect(container.id(), network.id(), prefix + ".99");
    host().connect(container.id(), network.id(), prefix + ".99");
    host().connect(container.id(), network.name(), null);

    assertThat(find(container).attachmentTo(network.id()))
        .hasValueSatisfying(it -> assertThat(it.address()).isEqualTo(prefix + ".99"));
    refused(
        Reason.REFUSED,
        prefix + ".99",
        () -> host().connect(container.id(), network.id(), prefix + ".98"));
    host().disconnect(container.id(), network.id());
    host().disconnect(container.id(), network.id());
    assertThat(find(container).attachmentTo(network.id())).isEmpty();
    host().remove(container.id());
    host().disconnect(container.id(), network.id());
    refused(
        Reason.NOT_FOUND, "container", () -> host().connect(container.id(), network.id(), null));
    host().removeNetwork(network.id());
    host().disconnect(container.id(), network.id());
    refused(Reason.NOT_FOUND, "network", () -> host().connect(container.id(), network.id(), null));
  }

  @Test
  void attachmentsMadeBeforeTheStartHoldAfterIt() {
    String prefix = Docker.freePrefix();
    NetworkView network = host().create(network(newId(), prefix + ".0/24"));
    ContainerView created = host().create(spec(newId()));

    host().connect(created.id(), network.id(), prefix + ".55");
    host().connect(created.id(), network.id(), prefix + ".55");

    assertThat(host().start(created.id()).attachmentTo(network.id()))
        .hasValueSatisfying(it -> assertThat(it.address()).isEqualTo(prefix + ".55"));
    host().stop(created.id(), Duration.ZERO);
    host().disconnect(created.id(), network.id());
    assertThat(host().start(created.id()).attachmentTo(network.id())).isEmpty();
  }

  @Test
  void aFullNetworkHasNoCapacity() {
    NetworkView network = host().create(network(newId(), Docker.freePrefix() + ".0/30"));
    ContainerView first = running();
    ContainerView second = running();
    host().connect(first.id(), network.id(), null);

    refused(Reason.NO_CAPACITY, "available", () -> host().connect(second.id(), network.id(), null));
    assertThat(find(second).attachmentTo(network.name())).isEmpty();
    assertThatCode(() -> host().disconnect(second.id(), network.id())).doesNotThrowAnyException();
  }

  @Test
  void containersStartAtTheirOwnAddressesAndNotAtTakenOnes() {
    String prefix = Docker.freePrefix();
    NetworkView network = host().create(network(newId(), prefix + ".0/24"));
    ContainerSpec byName = spec(newId(), lastingImage(), network.name(), prefix + ".77");
    ContainerSpec byId = spec(newId(), lastingImage(), network.id(), prefix + ".78");

    for (ContainerSpec spec : List.of(byName, byId)) {
      ContainerView started = host().start(host().create(spec).id());
      assertThat(started.attachments())
          .singleElement()
          .isEqualTo(
              new ContainerView.Attachment(
                  network.id(), network.name(), String.valueOf(spec.address()), prefix + ".1"));
    }
    ContainerView clash =
        host().create(spec(newId(), lastingImage(), network.name(), prefix + ".77"));
    refused(Reason.NO_CAPACITY, "Address already in use", () -> host().start(clash.id()));
    assertThat(find(clash).running()).isFalse();
  }

  @Test
  void aVolumeLivesFromCreationToRemoval() {
    VolumeSpec spec = volume(newId());

    VolumeView created = host().create(spec);

    assertThat(created.name()).isEqualTo(spec.name());
    assertThat(created.mountpoint()).isNotEmpty();
    assertThat(created.labels()).containsAllEntriesOf(spec.labels());
    assertThat(host().create(spec)).isEqualTo(created);
    assertThat(host().volume(spec.name())).contains(created);
    assertThat(host().ownVolumes()).extracting(VolumeView::name).contains(spec.name());
    refused(
        Reason.ALREADY_EXISTS,
        spec.name(),
        () -> host().create(new VolumeSpec(spec.name(), "local", Map.of(), labels(newId()))));
    host().removeVolume(spec.name());
    host().removeVolume(spec.name());
    assertThat(host().volume(spec.name())).isEmpty();
  }

  @Test
  void aVolumeThatIsUsedIsNotRemovedAndNamesItsUsers() {
    VolumeView volume = host().create(volume(newId()));
    ContainerSpec spec = spec(newId());
    ContainerView user =
        host()
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
                                Mount.Kind.VOLUME, volume.name(), "/data", false, false, 0, -1)))));

    refused(Reason.REFUSED, user.name(), () -> host().removeVolume(volume.name()));

    host().remove(user.id());
    host().removeVolume(volume.name());
    assertThat(host().volume(volume.name())).isEmpty();
  }

  @Test
  void aScriptGetsItsParametersAndGivesThemBack() throws Exception {
    ContainerView container = running();
    script(container, "/s", TestScript.ECHO);

    assertThat(result(host().run(call(container, newId(), "n: 1"))))
        .isEqualTo(new ScriptResult.Finished(0, "n: 1", "n: 2"));
  }

  @Test
  void aScriptFailsWithItsOwnExitCode() throws Exception {
    ContainerView container = running();
    script(container, "/s", TestScript.FAIL);

    assertThat(result(host().run(call(container, newId(), "n: 1"))))
        .isEqualTo(new ScriptResult.Finished(42, "out\n", "n: 3"));
  }

  @Test
  void oneRunIdRunsOnceHoweverOftenItIsCalled() throws Exception {
    ContainerView container = running();
    script(container, "/s", TestScript.ECHO);
    String runId = newId();
    List<CompletableFuture<ScriptResult>> runs = new ArrayList<>();

    for (int i = 0; i < 4; i++) {
      runs.add(host().run(call(container, runId, "n: 1")));
    }
    for (CompletableFuture<ScriptResult> run : runs) {
      assertThat(result(run)).isEqualTo(new ScriptResult.Finished(0, "n: 1", "n: 2"));
    }
    assertThat(result(host().run(call(container, runId, "n: 9"))))
        .isEqualTo(new ScriptResult.Finished(0, "n: 1", "n: 2"));
  }

  @Test
  void aScriptUnderWayCanBeReadAndStopped() throws Exception {
    ContainerView container = running();
    script(container, "/s", TestScript.LAST);
    String runId = newId();
    CompletableFuture<ScriptResult> run = host().run(call(container, runId, "n: 1"));

    await().until(() -> written(container, runId, 0).equals("begun\n"));
    assertThat(written(container, runId, 3)).isEqualTo("un\n");
    assertThat(run).isNotDone();
    assertThat(host().stopScript(container.id(), runId, ParameterFile.LIFECYCLE))
        .hasValueSatisfying(
            left -> {
              assertThat(left.output()).isEqualTo("begun\n");
              assertThat(left.parameters()).isEqualTo("n: 1");
            });
    await().until(run::isDone);
    assertThat(host().stopScript(container.id(), "never-run", ParameterFile.LIFECYCLE)).isEmpty();
    assertThat(host().stopScript("no-such", "never-run", ParameterFile.LIFECYCLE)).isEmpty();
  }

  @Test
  void aRunIsLostWithItsContainer() throws Exception {
    ContainerView container = running();
    script(container, "/s", TestScript.LAST);
    ScriptCall call = call(container, newId(), "n: 1");
    CompletableFuture<ScriptResult> run = host().run(call);
    await().until(() -> written(container, call.runId(), 0).equals("begun\n"));

    kill(container);

    assertThat(result(run))
        .isInstanceOfSatisfying(
            ScriptResult.Lost.class, lost -> assertThat(lost.reason()).contains("exit code 137"));
    host().start(container.id());
    assertThat(result(host().run(call))).isInstanceOf(ScriptResult.Lost.class);
    host().remove(container.id());
    refused(Reason.NOT_FOUND, "", () -> host().run(call));
  }

  @Test
  void noScriptRunsInAContainerThatDoesNot() {
    ContainerView created = host().create(spec(newId()));

    refused(Reason.REFUSED, "does not run", () -> host().run(call(created, newId(), "n: 1")));
    assertThat(host().scriptProgress(created.id(), newId(), ParameterFile.LIFECYCLE, 0)).isEmpty();
  }

  @Test
  void impossibleCallsOfScriptsAreRefused() {
    ContainerView container = running();

    refused(Reason.REFUSED, "run id", () -> host().run(call(container, "../x", "")));
    refused(Reason.REFUSED, "run id", () -> host().run(call(container, "", "")));
    refused(
        Reason.REFUSED, "1 MB", () -> host().run(call(container, newId(), "x".repeat(1 << 21))));
  }

  @Test
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
      host().connect(container.id(), network.id(), null);
      events.awaitOne("attachments " + container.id());
      events.awaitOne("look");
      kill(container);
      events.awaitOne("died " + container.id() + " 137");
      host().remove(container.id());
      events.awaitOne("removed " + container.id());
      assertThat(host().outOfSight()).isEmpty();
    }
    int reported = events.seen.size();
    host().removeNetwork(network.id());
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
    assertThat(host().image(lastingImage())).isPresent();
    assertThat(host().obstacle(lastingImage(), List.of())).isEmpty();
    assertThat(host().image("dockerrm-test-nothing")).isEmpty();
    assertThat(host().removeImage("dockerrm-test-nothing")).isTrue();
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
    return host().start(host().create(spec(newId())).id());
  }

  private ContainerView find(ContainerView container) {
    return host().container(container.id()).orElseThrow();
  }

  private List<ListedContainer> listed(ContainerView container) {
    return host().ownContainers().stream().filter(it -> it.id().equals(container.id())).toList();
  }

  private String written(ContainerView container, String runId, long from) {
    return host()
        .scriptProgress(container.id(), runId, ParameterFile.LIFECYCLE, from)
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
    return host().create(network(newId(), Docker.freePrefix() + ".0/24"));
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
