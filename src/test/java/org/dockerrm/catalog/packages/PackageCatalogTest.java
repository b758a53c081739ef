package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.dockerrm.catalog.PackageValidator;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.catalog.image.FakeLocations;
import org.dockerrm.catalog.image.ImageLimits;
import org.dockerrm.config.PackageSettings;
import org.dockerrm.location.memory.MemoryHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

class PackageCatalogTest {

  private static final String WEB = "resource::web::1.0";
  private static final String NETWORK = "resource::docker-network::1.0";
  private static final String VOLUME = "resource::docker-volume::1.0";
  private static final Instant T1 = Instant.parse("2026-11-21T10:00:00Z");

  @TempDir Path csars;
  @TempDir Path data;
  private final JdbcClient jdbc = Database.inMemory();
  private final MemoryHost host = new MemoryHost();
  private final MemoryHost second = new MemoryHost();
  private final List<PackageCatalog> started = new ArrayList<>();
  private ImageLimits limits = new ImageLimits(2, Duration.ofMinutes(1));
  private PackageFiles web;

  @BeforeEach
  void writeAPackage() {
    web = PackageFiles.complete(csars.resolve("web"), "web");
  }

  @AfterEach
  void stop() {
    host.images.gate.countDown();
    started.forEach(PackageCatalog::stop);
  }

  @Test
  void publishesAtTheStartWhatHasItsImage() {
    host.images.add("dockerrm_web:latest");

    PackageCatalog catalog = start();

    assertThat(catalog.types())
        .extracting(type -> type.name().toString())
        .containsExactly(NETWORK, VOLUME, WEB);
    ResourceType type = type(catalog, WEB);
    assertThat(type.isPublished()).isTrue();
    assertThat(type.stateReason()).isEmpty();
    assertThat(type.image()).isEqualTo("dockerrm_web:latest");
    assertThat(type.kind()).isEqualTo(ResourceType.Kind.CONTAINER);
    assertThat(type.lifecycleScript("Start")).contains("/opt/lifecycle/start.sh");
    assertThat(type.createdAt()).isEqualTo(T1);
    assertThat(type(catalog, NETWORK).isPublished()).isTrue();
    assertThat(type(catalog, NETWORK).image()).isEmpty();
    assertThat(catalog.find("resource::web::2.0")).isEmpty();
    assertThat(host.images.builds).isEmpty();
  }

  @Test
  void buildsAMissingImageInTheBackgroundAndPublishesThen() {
    host.images.gate = new CountDownLatch(1);

    PackageCatalog catalog = start();

    assertThat(type(catalog, WEB).isPublished()).isFalse();
    assertThat(type(catalog, WEB).stateReason())
        .isEqualTo("image dockerrm_web:1.0 is being built on location dev");
    host.images.gate.countDown();
    awaitPublished(catalog, WEB);
    assertThat(type(catalog, WEB).image()).isEqualTo("dockerrm_web:1.0");
    assertThat(host.images.builds)
        .singleElement()
        .satisfies(
            build -> {
              assertThat(build.tags()).containsExactly("dockerrm_web:1.0", "dockerrm_web:latest");
              assertThat(build.directory()).isEqualTo(csars.toRealPath().resolve("web"));
            });
  }

  @Test
  void doesNotBuildAgainWhileABuildIsUnderWay() {
    host.images.gate = new CountDownLatch(1);
    PackageCatalog catalog = start();
    await().until(() -> host.images.builds.size() == 1);

    assertThat(type(catalog.rescan(), WEB).stateReason()).contains("is being built");
    assertThat(type(catalog.rescan(), WEB).stateReason()).contains("is being built");
    host.images.gate.countDown();
    awaitPublished(catalog, WEB);
    catalog.rescan();

    assertThat(host.images.builds).hasSize(1);
  }

  @Test
  void buildsAgainWhenThePackageChanged() {
    PackageCatalog catalog = start();
    awaitPublished(catalog, WEB);

    web.with("lifecycle/start.sh", "#!/bin/sh\necho changed\n");
    catalog.rescan();

    awaitPublished(catalog, WEB);
    assertThat(host.images.builds).hasSize(2);
    assertThat(host.images.builds.get(0).labels()).isNotEqualTo(host.images.builds.get(1).labels());
  }

  @Test
  void tellsTheEndOfTheLogOfABuildThatFailedAndTriesAgainWhenAsked() {
    host.images.failure = Optional.of("The command '/bin/sh -c false'\nreturned 1");
    PackageCatalog catalog = start();

    await().until(() -> type(catalog, WEB).stateReason().contains("could not be built"));
    assertThat(type(catalog, WEB).stateReason())
        .startsWith(
            "image dockerrm_web:1.0 could not be built on location dev: The command '/bin/sh -c"
                + " false' returned 1; the last lines of its log: Step 3/12 : RUN something | Step"
                + " 4")
        .endsWith("Step 12/12 : RUN something");
    assertThat(host.images.builds).hasSize(1);

    host.images.failure = Optional.empty();
    catalog.rescan();
    awaitPublished(catalog, WEB);
  }

  @Test
  void buildsNothingOnABaseImageThatCannotBeLookedAt() {
    host.images.images.clear();
    host.images.failure = Optional.of("500 Internal Server Error");
    PackageCatalog catalog = start();

    await().until(() -> type(catalog, WEB).stateReason().contains("could not be built"));
    assertThat(type(catalog, WEB).stateReason())
        .contains("base image debian:bookworm-slim", "cannot be checked", "500 Internal");
    assertThat(host.images.builds).isEmpty();
  }

  @Test
  void findsAnImageThatIsBuiltByHandLaterWithoutBeingAsked() {
    host.images.failure = Optional.of("no");
    PackageCatalog catalog = start();
    await().until(() -> type(catalog, WEB).stateReason().contains("could not be built"));

    host.images.add("dockerrm_web:latest");

    awaitPublished(catalog, WEB);
    assertThat(host.images.builds).hasSize(1);
  }

  @Test
  void startsInTimeWhereALocationHangsAndCatchesUpLater() {
    host.images.add("dockerrm_web:1.0");
    host.faults.delay("unreachable", Duration.ofSeconds(3));
    second.faults.delay("unreachable", Duration.ofSeconds(3));
    long begin = System.nanoTime();

    PackageCatalog catalog = start();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    assertThat(type(catalog, WEB).stateReason()).contains("dockerrm_web:1.0");
    assertThat(type(catalog, NETWORK).isPublished()).isTrue();
    assertThat(type(catalog.rescan(), WEB).stateReason()).contains("dev: no answer within 300 ms");
    host.faults.delay("unreachable", Duration.ZERO);
    second.faults.delay("unreachable", Duration.ZERO);
    awaitPublished(catalog, WEB);
  }

  @Test
  void keepsTypesPublishedWhileTheirLocationIsAway() {
    host.images.add("dockerrm_web:1.0");
    PackageCatalog catalog = start();

    host.goAway("connection refused");

    assertThat(type(catalog.rescan(), WEB).isPublished()).isTrue();
  }

  @Test
  void buildsOnEveryLocationThatAnswers() {
    host.images.add("dockerrm_web:1.0");

    PackageCatalog catalog = start();

    assertThat(type(catalog, WEB).isPublished()).isTrue();
    await().until(() -> second.images.images.containsKey("dockerrm_web:1.0"));
    assertThat(host.images.builds).isEmpty();
  }

  @Test
  void keepsFaultyPackagesWithAllTheirFaultsAndTheOthersWorking() {
    host.images.add("dockerrm_web:1.0");
    PackageFiles.in(csars.resolve("bad"))
        .with("Dockerfile", "FROM x\n")
        .with("resource.yml", "properties: []\nlifecycle: [Jump]\n");

    PackageCatalog catalog = start();

    assertThat(type(catalog, WEB).isPublished()).isTrue();
    ResourceType bad = type(catalog, "resource::bad::1.0");
    assertThat(bad.isPublished()).isFalse();
    assertThat(bad.stateReason())
        .isEqualTo(
            "resource.yml:1: 'properties' must be a map, not a list; resource.yml:2: an item of"
                + " 'lifecycle' must be one of Install, Configure, Start, Integrity, Stop,"
                + " Reconfigure, Uninstall, not 'Jump'");
    assertThat(bad.findings()).hasSize(3);
    assertThat(bad.descriptorText()).isEqualTo("properties: []\nlifecycle: [Jump]\n");
    assertThat(host.images.builds).isEmpty();
  }

  @Test
  void seesNewChangedAndRemovedPackagesWhenAsked() throws Exception {
    host.images.add("dockerrm_web:1.0").add("dockerrm_new:1.0");
    PackageCatalog catalog = start();
    PackageFiles.complete(csars.resolve("new"), "new");
    assertThat(catalog.types()).hasSize(3);

    assertThat(catalog.rescan()).hasSize(4);
    web.with("resource.yml", "- broken\n");
    assertThat(type(catalog.rescan(), WEB).isPublished()).isFalse();
    Files.move(csars.resolve("web"), csars.resolve(".web"));
    assertThat(catalog.rescan())
        .extracting(type -> type.name().toString())
        .containsExactly(NETWORK, VOLUME, "resource::new::1.0");
  }

  @Test
  void passesOverWhatIsNoPackage() {
    host.images.add("dockerrm_web:1.0");
    PackageFiles.complete(csars.resolve("baseimage"), "base");
    PackageFiles.complete(csars.resolve(".hidden"), "hidden");
    PackageFiles.in(csars)
        .with("empty/readme.txt", "")
        .with("archive.csar", "x")
        .with("archive.ZIP", "x")
        .with("resource.yml", "x");

    assertThat(start().types()).hasSize(3);
  }

  @Test
  void readsAPackageOnceThatIsFoundTwice() {
    host.images.add("dockerrm_web:1.0");
    PackageFiles.in(csars).link("again", csars.resolve("web"));

    PackageCatalog catalog = start(List.of(csars, csars.resolve("../" + csars.getFileName())));

    assertThat(catalog.types()).hasSize(3);
    assertThat(type(catalog, WEB).isPublished()).isTrue();
  }

  @Test
  void takesNoLatestThatWasBuiltByHandWhereATypeHasTwoVersions() {
    host.images.add("dockerrm_web:latest");
    PackageFiles.complete(csars.resolve("two"), "web")
        .with("resource.yml", PackageFiles.DESCRIPTOR.formatted("web").replace("::1.0", "::2.0"));

    PackageCatalog catalog = start();

    awaitPublished(catalog, WEB);
    awaitPublished(catalog, "resource::web::2.0");
    assertThat(type(catalog, WEB).image()).isEqualTo("dockerrm_web:1.0");
    assertThat(type(catalog, "resource::web::2.0").image()).isEqualTo("dockerrm_web:2.0");
  }

  @Test
  void startsWithoutItsDirectories() {
    assertThat(start(List.of(csars.resolve("nothing"))).types())
        .extracting(type -> type.name().toString())
        .containsExactly(NETWORK, VOLUME);
  }

  @Test
  void keepsItsTimesOverARestartAsLongAsThePackageIsUnchanged() {
    host.images.add("dockerrm_web:1.0");
    start();

    ResourceType unchanged = type(start(T1.plusSeconds(60)), WEB);
    web.with("more.txt", "x");
    ResourceType changed = type(start(T1.plusSeconds(120)), WEB);

    assertThat(unchanged.createdAt()).isEqualTo(T1);
    assertThat(unchanged.lastModifiedAt()).isEqualTo(T1);
    assertThat(changed.createdAt()).isEqualTo(T1);
    assertThat(changed.lastModifiedAt()).isEqualTo(T1.plusSeconds(120));
  }

  @Test
  void answersManyAtOnceWithoutScanningForEach() {
    host.images.add("dockerrm_web:1.0");
    PackageCatalog catalog = start();
    host.faults.delay("unreachable", Duration.ofMillis(250));
    long begin = System.nanoTime();

    List<Thread> callers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      Thread caller = new Thread(catalog::rescan);
      caller.start();
      callers.add(caller);
    }
    await().until(() -> callers.stream().noneMatch(Thread::isAlive));

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    assertThat(type(catalog, WEB).isPublished()).isTrue();
  }

  @Test
  void stopsWhileABuildIsUnderWay() {
    host.images.gate = new CountDownLatch(1);
    PackageCatalog catalog = start();
    await().until(() -> host.images.builds.size() == 1);
    long begin = System.nanoTime();

    catalog.stop();

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
  }

  private PackageCatalog start() {
    return start(T1);
  }

  private PackageCatalog start(Instant now) {
    return start(List.of(csars), now);
  }

  private PackageCatalog start(List<Path> directories) {
    return start(directories, T1);
  }

  private PackageCatalog start(List<Path> directories, Instant now) {
    PackageStore store = new PackageStore(data);
    try {
      store.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    PackageCatalog catalog =
        new PackageCatalog(
            directories,
            store,
            new Uploads(
                store,
                false,
                new StaticListableBeanFactory().getBeanProvider(PackageValidator.class)),
            (type, change) -> false,
            new FakeLocations(List.of(host.location("dev"), second.location("other"))),
            jdbc,
            Clock.fixed(now, ZoneOffset.UTC),
            limits,
            PackageSettings.DEFAULT,
            new CatalogTimeouts(
                Duration.ofMillis(1000), Duration.ofMillis(300), Duration.ofMillis(100)));
    started.add(catalog);
    catalog.start();
    return catalog;
  }

  private static void awaitPublished(PackageCatalog catalog, String type) {
    await().until(() -> type(catalog, type).isPublished());
  }

  private static ResourceType type(PackageCatalog catalog, String name) {
    return catalog.find(name).orElseThrow();
  }

  private static ResourceType type(List<ResourceType> types, String name) {
    return types.stream().filter(t -> t.name().toString().equals(name)).findFirst().orElseThrow();
  }
}
