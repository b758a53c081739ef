package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.dockerrm.catalog.ImageRefused;
import org.dockerrm.catalog.ImageReport;
import org.dockerrm.catalog.ImageReport.State;
import org.dockerrm.catalog.ImageUse;
import org.dockerrm.catalog.PackageValidator;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.image.FakeLocations;
import org.dockerrm.catalog.image.ImageLimits;
import org.dockerrm.config.PackageSettings;
import org.dockerrm.location.Location;
import org.dockerrm.location.memory.MemoryHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

class TypeImagesTest {

  private static final String WEB = "resource::web::1.0";
  private static final TypeName TYPE = TypeName.parse(WEB).orElseThrow();
  private static final String READY_MADE = "127.0.0.1:5000/team/web:7";

  @TempDir Path csars;
  @TempDir Path data;
  private final JdbcClient jdbc = Database.inMemory();
  private final MemoryHost host = new MemoryHost();
  private final MemoryHost client = new MemoryHost();
  private ImageLimits limits = new ImageLimits(2, Duration.ofMinutes(1));
  private PackageCatalog catalog;
  private TypeImages images;

  @AfterEach
  void stop() {
    host.images.gate.countDown();
    catalog.stop();
  }

  @Test
  void tellsHowABuildGoesAndWhatItWasLike() {
    host.images.gate = new CountDownLatch(1);
    web();
    start();

    await().until(() -> report().log().size() == 12);
    assertThat(report().state()).isEqualTo(State.BUILDING);
    assertThat(report().location()).isEqualTo("dev");
    assertThat(report().step()).isEqualTo(12);
    assertThat(report().steps()).isEqualTo(12);
    assertThat(report().activity()).isEqualTo("RUN something");
    assertThat(report().finishedAt()).isNull();

    host.images.gate.countDown();
    ImageReport built = awaited(State.BUILT);
    assertThat(built.image()).isEqualTo("dockerrm_web:1.0");
    assertThat(built.id()).isEqualTo("sha256:x");
    assertThat(built.startedAt()).isNotNull();
    assertThat(built.finishedAt()).isNotNull();
    assertThat(built.log()).endsWith("Step 12/12 : RUN something");
  }

  @Test
  void knowsAnImageThatItFound() {
    web();
    host.images.add("dockerrm_web:latest");
    start();

    assertThat(report().state()).isEqualTo(State.BUILT);
    assertThat(report().id()).isEqualTo("sha256:dockerrm_web:latest");
    assertThat(report().log()).isEmpty();
    assertThat(images.find("resource::docker-network::1.0")).isEmpty();
    assertThat(images.find("resource::web::2.0")).isEmpty();
    assertThat(images.find("web")).isEmpty();
  }

  @Test
  void joinsTheBuildThatIsUnderWay() {
    host.images.gate = new CountDownLatch(1);
    web();
    start();
    await().until(() -> host.images.builds.size() == 1);

    images.build(WEB);
    images.build(WEB);
    host.images.gate.countDown();

    awaited(State.BUILT);
    assertThat(host.images.builds).hasSize(1);
  }

  @Test
  void buildsAgainAndLeavesTheTypePublishedMeanwhile() {
    web();
    start();
    awaited(State.BUILT);
    host.images.gate = new CountDownLatch(1);
    host.images.failure = Optional.of("no more");

    assertThat(images.build(WEB)).map(ImageReport::state).contains(State.BUILDING);
    assertThat(catalog.find(WEB).orElseThrow().isPublished()).isTrue();
    host.images.gate.countDown();

    assertThat(awaited(State.FAILED).reason()).contains("no more");
    assertThat(catalog.find(WEB).orElseThrow().isPublished()).isTrue();
    host.images.failure = Optional.empty();
    images.build(WEB);
    awaited(State.BUILT);
    assertThat(host.images.builds).hasSize(3);
  }

  @Test
  void buildsTheNewContentAtOnceWhenThePackageChangesDuringABuild() {
    host.images.gate = new CountDownLatch(1);
    PackageFiles web = web();
    start();
    await().until(() -> host.images.builds.size() == 1);

    web.with("more.txt", "x");
    images.build(WEB);

    await().until(() -> host.images.builds.size() == 2);
    assertThat(host.images.interrupted).hasValue(1);
    host.images.gate.countDown();
    awaited(State.BUILT);
    assertThat(catalog.find(WEB).orElseThrow().isPublished()).isTrue();
    assertThat(host.images.builds).hasSize(2);
  }

  @Test
  void endsTheBuildOfAPackageThatIsGone() throws Exception {
    host.images.gate = new CountDownLatch(1);
    web();
    start();
    await().until(() -> host.images.builds.size() == 1);

    java.nio.file.Files.move(csars.resolve("web"), csars.resolve(".web"));
    catalog.rescan();

    await().untilAsserted(() -> assertThat(host.images.interrupted).hasValue(1));
    assertThat(images.find(WEB)).isEmpty();
  }

  @Test
  void endsABuildThatTakesTooLong() {
    host.images.gate = new CountDownLatch(1);
    limits = new ImageLimits(1, Duration.ofMillis(300));
    web();
    start();

    assertThat(awaited(State.FAILED).reason())
        .startsWith(
            "image dockerrm_web:1.0 could not be built on location dev: it was ended after 0 s,"
                + " the time limit of a build or pull; the last lines of its log: Step 3");
    assertThat(host.images.interrupted).hasValue(1);
  }

  @Test
  void buildsOnlySoManyAtOnce() {
    host.images.gate = new CountDownLatch(1);
    for (String name : List.of("a", "b", "c", "d")) {
      PackageFiles.complete(csars.resolve(name), name);
    }
    web();
    start();

    await().until(() -> host.images.builds.size() == 2);
    await().during(Duration.ofMillis(300)).until(() -> host.images.builds.size() == 2);
    host.images.gate.countDown();

    await().until(() -> catalog.types().stream().allMatch(type -> type.isPublished()));
    assertThat(host.images.builds).hasSize(5);
  }

  @Test
  void pullsWhatThePackageNamesAndTriesAgainWhenAsked() {
    web()
        .without("Dockerfile")
        .with(
            "resource.yml",
            PackageFiles.DESCRIPTOR.formatted("web") + "image: " + READY_MADE + "\n");
    host.images.failure = Optional.of("the registry is away");
    start();

    assertThat(awaited(State.FAILED).reason())
        .startsWith("image " + READY_MADE + " could not be pulled on location dev: the registry");
    host.images.failure = Optional.empty();
    images.build(WEB);

    assertThat(awaited(State.BUILT).image()).isEqualTo(READY_MADE);
    assertThat(catalog.find(WEB).orElseThrow().image()).isEqualTo(READY_MADE);
    assertThat(host.images.pulls).hasSize(2);
    assertThat(host.images.builds).isEmpty();
  }

  @Test
  void doesNotPublishAPulledImageWithoutAShell() {
    web()
        .with(
            "resource.yml",
            PackageFiles.DESCRIPTOR.formatted("web") + "image: " + READY_MADE + "\n");
    host.images.obstacles.put(
        "sha256:" + READY_MADE, "has no /bin/sh, which scripts are started by");
    start();

    assertThat(awaited(State.FAILED).reason()).contains("/bin/sh");
    assertThat(catalog.find(WEB).orElseThrow().findings())
        .extracting(Object::toString)
        .containsExactly("Dockerfile: is not used, because the descriptor names an image");
    assertThat(catalog.rescan().toString()).contains("/bin/sh");
  }

  @Test
  void refusesWhatCannotBeBuilt() {
    PackageFiles web = web().with("Dockerfile", "FROM dockerrm_baseimage\n");
    start();

    assertThatThrownBy(() -> images.build(WEB))
        .isInstanceOf(ImageRefused.class)
        .hasMessageContaining("the base image dockerrm_baseimage is missing on location dev");
    host.images.add("dockerrm_web:latest");
    catalog.rescan();
    assertThatThrownBy(() -> images.build(WEB)).isInstanceOf(ImageRefused.class);
    assertThat(catalog.find(WEB).orElseThrow().isPublished()).isTrue();
    web.with("Dockerfile", "FROM x\nCOPY nothing /\n");
    assertThatThrownBy(() -> images.build(WEB))
        .isInstanceOf(ImageRefused.class)
        .hasMessageContaining("Dockerfile:2: COPY: there is no 'nothing'");
    assertThat(report().state()).isEqualTo(State.MISSING);
    assertThat(report().reason()).contains("Dockerfile:2");
  }

  private PackageFiles web() {
    return PackageFiles.complete(csars.resolve("web"), "web");
  }

  @Test
  void givesALocationOfAClientAnImageWhenItIsUsedAndNotBefore() {
    web();
    start();
    awaited(State.BUILT);
    catalog.rescan();
    assertThat(client.images.builds).isEmpty();

    assertThat(use(theirs())).isInstanceOf(ImageUse.Making.class);
    await().until(() -> use(theirs()), new ImageUse.Ready("dockerrm_web:1.0")::equals);

    assertThat(client.images.builds).hasSize(1);
    assertThat(host.images.builds).hasSize(1);
  }

  @Test
  void makesAnImageAgainThatWasRemovedAndKeepsTheTypePublished() {
    web();
    start();
    awaited(State.BUILT);
    Location dev = host.location("dev");
    assertThat(use(dev)).isInstanceOf(ImageUse.Ready.class);

    host.images.images.clear();
    assertThat(use(dev)).as("seen before").isInstanceOf(ImageUse.Ready.class);
    images.forget(TYPE, dev);

    assertThat(use(dev)).isInstanceOf(ImageUse.Making.class);
    assertThat(catalog.find(WEB).orElseThrow().isPublished()).isTrue();
    await().until(() -> use(dev), ImageUse.Ready.class::isInstance);
    assertThat(host.images.builds).hasSize(2);
  }

  @Test
  void saysWhyAnImageCannotBeUsedAndTriesAgainForALaterRequest() {
    web();
    start();
    awaited(State.BUILT);
    client.images.failure = Optional.of("no space left");
    Instant first = Instant.now();

    assertThat(images.use(TYPE, theirs(), first)).isInstanceOf(ImageUse.Making.class);
    await().until(() -> !images.isBeingMade(TYPE, theirs()));

    assertThat(images.use(TYPE, theirs(), first))
        .isInstanceOfSatisfying(
            ImageUse.Unusable.class, it -> assertThat(it.reason()).contains("no space left"));
    assertThat(images.use(TYPE, theirs(), Instant.now().plusSeconds(1)))
        .isInstanceOf(ImageUse.Making.class);
  }

  private ImageUse use(Location location) {
    return images.use(TYPE, location, Instant.EPOCH);
  }

  private Location theirs() {
    client.clientMade = true;
    return client.location("client");
  }

  private void start() {
    PackageStore store = new PackageStore(data);
    try {
      store.open();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    catalog =
        new PackageCatalog(
            List.of(csars),
            store,
            new Uploads(
                store,
                false,
                new StaticListableBeanFactory().getBeanProvider(PackageValidator.class)),
            (type, change) -> false,
            new FakeLocations(List.of(host.location("dev"), theirs())),
            jdbc,
            Clock.systemUTC(),
            limits,
            PackageSettings.DEFAULT,
            new CatalogTimeouts(
                Duration.ofMillis(1000), Duration.ofMillis(300), Duration.ofMillis(100)));
    images = new TypeImages(catalog);
    catalog.start();
  }

  private ImageReport report() {
    return images.find(WEB).orElseThrow();
  }

  private ImageReport awaited(State state) {
    return await().until(this::report, report -> report.state() == state);
  }
}
