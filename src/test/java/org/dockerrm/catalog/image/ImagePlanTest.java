package org.dockerrm.catalog.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.image.ImageStatus.Building;
import org.dockerrm.catalog.image.ImageStatus.Failed;
import org.dockerrm.catalog.image.ImageStatus.Ready;
import org.dockerrm.catalog.image.ImageStatus.Unavailable;
import org.dockerrm.config.PackageSettings;
import org.dockerrm.location.memory.MemoryHost;
import org.junit.jupiter.api.Test;

class ImagePlanTest {

  private static final String TYPE = "resource::Web::1.0";
  private static final String VERSIONED = "dockerrm_web:1.0";
  private static final String READY_MADE = "127.0.0.1:5000/team/web:7";
  private static final List<String> SCRIPTS = List.of("/opt/lifecycle/start.sh");
  private static final String LATEST = "dockerrm_web:latest";

  private final MemoryHost first = new MemoryHost();
  private final MemoryHost second = new MemoryHost();
  private ImageNeed need = need(true, false);
  private Optional<ImageStatus> before = Optional.empty();
  private Optional<String> failure = Optional.empty();

  @Test
  void usesAVersionedImageThatIsMadeByHand() {
    first.images.add(VERSIONED).add(LATEST);

    assertThat(plan(first)).isEqualTo(new ImagePlan(ready(VERSIONED), List.of(), List.of()));
  }

  @Test
  void usesTheLatestMadeByHandWhereTheVersionedIsMissing() {
    first.images.add(LATEST);

    assertThat(plan(first)).isEqualTo(new ImagePlan(ready(LATEST), List.of(), List.of()));
  }

  @Test
  void usesWhatWasBuiltFromTheSameContent() {
    first.images.add(VERSIONED, built(TYPE, "h1"));

    assertThat(plan(first)).isEqualTo(new ImagePlan(ready(VERSIONED), List.of(), List.of()));
  }

  @Test
  void buildsWhatIsMissing() {
    ImagePlan plan = plan(first);

    assertThat(plan.status()).isEqualTo(new Building(VERSIONED, "one", false));
    assertThat(plan.orders())
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.tags()).containsExactly(VERSIONED, LATEST);
              assertThat(order.build(PackageSettings.DEFAULT).labels())
                  .isEqualTo(Map.of("dockerrm.package", TYPE, "dockerrm.package-hash", "h1"));
              assertThat(order.build(PackageSettings.DEFAULT).directory())
                  .isEqualTo(Path.of("web"));
            });
  }

  @Test
  void buildsAgainWhatWasBuiltFromOtherContent() {
    first.images.add(VERSIONED, built(TYPE, "h0")).add(LATEST, built(TYPE, "h0"));

    assertThat(plan(first).orders()).hasSize(1);
  }

  @Test
  void buildsAgainWhatWasBuiltOnAnotherBaseImage() {
    need = need(true, true);
    first
        .images
        .add(VERSIONED, built(TYPE, "h1"))
        .add(VERSIONED, base("b0"))
        .add(ImageNames.BASE + ":latest", base("b0"));
    assertThat(plan(first).orders()).isEmpty();

    first.images.add(ImageNames.BASE + ":latest", base("b1"));
    assertThat(plan(first).orders()).hasSize(1);
  }

  @Test
  void usesOldContentWhereThereIsNothingToBuildFrom() {
    need = need(false, false);
    first.images.add(VERSIONED, built(TYPE, "h0"));

    assertThat(plan(first)).isEqualTo(new ImagePlan(ready(VERSIONED), List.of(), List.of()));
  }

  @Test
  void doesNotTakeTheLatestOfAnotherVersion() {
    first.images.add(LATEST, built("resource::web::2.0", "h2"));

    assertThat(plan(first).status()).isInstanceOf(Building.class);
    need = need(false, false);
    assertThat(plan(first).status()).isInstanceOf(Unavailable.class);
  }

  @Test
  void takesLabelsThatWereInheritedFromAnotherPackageAsMadeByHand() {
    first.images.add(LATEST, built("resource::parent::1.0", "p"));

    assertThat(plan(first).status()).isEqualTo(ready(LATEST));
  }

  @Test
  void leavesALatestThatIsMadeByHandItsTag() {
    first.images.add(VERSIONED, built(TYPE, "h0")).add(LATEST);
    // The versioned one is asked for on the second location because the first uses it.
    second.images.add(LATEST);
    first.images.add(VERSIONED, built(TYPE, "h1"));

    ImagePlan plan = plan(first, second);

    assertThat(plan.status()).isEqualTo(ready(VERSIONED));
    assertThat(plan.orders())
        .singleElement()
        .satisfies(
            order -> {
              assertThat(order.location().name()).isEqualTo("two");
              assertThat(order.tags()).containsExactly(VERSIONED);
            });
  }

  @Test
  void wantsTheReferenceOfTheFirstLocationOnAllOthers() {
    first.images.add(LATEST);
    second.images.add(VERSIONED);

    ImagePlan plan = plan(first, second);

    assertThat(plan.status()).isEqualTo(ready(LATEST));
    assertThat(plan.orders())
        .singleElement()
        .satisfies(order -> assertThat(order.tags()).containsExactly(VERSIONED, LATEST));
  }

  @Test
  void saysWhatToDoWithoutADockerfile() {
    need = need(false, false);

    assertThat(plan(first).status())
        .isEqualTo(
            new Unavailable(
                "image dockerrm_web:1.0 is missing on location one and the package has"
                    + " neither a Dockerfile to build it from nor the name of an image"));
  }

  @Test
  void saysWhatToDoWithoutTheBaseImage() {
    need = need(true, true);

    assertThat(plan(first).status())
        .isEqualTo(
            new Unavailable(
                "image dockerrm_web:1.0 cannot be built: the base image dockerrm_baseimage is"
                    + " missing on location one; make it with ./dockerrm up, or in baseimage/ with"
                    + " docker-compose -f rm-base.yml build"));
    first.images.add("dockerrm_baseimage:latest");
    assertThat(plan(first).orders()).hasSize(1);
  }

  @Test
  void letsTheFirstLocationThatAnswersDecide() {
    first.goAway("connection refused");
    second.images.add(VERSIONED);

    assertThat(plan(first, second))
        .isEqualTo(new ImagePlan(ready(VERSIONED, "two"), List.of(), List.of()));
  }

  @Test
  void saysSoWhereNoLocationAnswers() {
    first.goAway("connection refused");
    second.goAway("no\nroute");

    assertThat(plan(first, second).status())
        .isEqualTo(
            new Unavailable(
                "image dockerrm_web:1.0 cannot be looked for, no location answers (one: connection"
                    + " refused; two: no route)"));
  }

  @Test
  void keepsWhatWasKnownWhileNoLocationAnswers() {
    first.goAway("connection refused");
    before = Optional.of(ready(LATEST));

    assertThat(plan(first).status()).isEqualTo(ready(LATEST));
  }

  @Test
  void keepsWhatWasKnownOfTheFirstLocationWhileItIsAway() {
    first.goAway("connection refused");
    before = Optional.of(ready(LATEST));

    ImagePlan plan = plan(first, second);

    assertThat(plan.status()).isEqualTo(ready(LATEST));
    assertThat(plan.orders()).extracting(order -> order.location().name()).containsExactly("two");
  }

  @Test
  void tellsWhichOtherLocationsGoWithout() {
    need = need(false, false);
    first.images.add(VERSIONED);

    ImagePlan plan = plan(first, second);

    assertThat(plan.status()).isEqualTo(ready(VERSIONED));
    assertThat(plan.lacks())
        .containsExactly(
            "image dockerrm_web:1.0 is missing on location two and the package has neither a"
                + " Dockerfile to build it from nor the name of an image");
  }

  @Test
  void doesNotRepeatABuildThatFailed() {
    failure = Optional.of("it failed");

    assertThat(plan(first)).isEqualTo(new ImagePlan(new Failed("it failed"), List.of(), List.of()));
    first.images.add(LATEST);
    assertThat(plan(first).status()).isEqualTo(ready(LATEST));
  }

  @Test
  void takesTheImageThatThePackageNames() {
    need = readyMade();
    first.images.add(READY_MADE).add(VERSIONED);

    assertThat(plan(first)).isEqualTo(new ImagePlan(ready(READY_MADE), List.of(), List.of()));
  }

  @Test
  void pullsTheImageThatThePackageNamesWhereItIsMissing() {
    need = readyMade();
    first.images.add(VERSIONED);

    second.images.add(READY_MADE);

    ImagePlan plan = plan(first, second);

    assertThat(plan.status()).isEqualTo(new Building(READY_MADE, "one", true));
    assertThat(plan.orders()).extracting(order -> order.location().name()).containsExactly("one");
  }

  @Test
  void doesNotUseAnImageWithoutAShell() {
    first
        .images
        .add(VERSIONED)
        .obstacles
        .put("sha256:" + VERSIONED, "has no /bin/sh, which scripts are started by");

    assertThat(plan(first))
        .isEqualTo(
            new ImagePlan(
                new Failed(
                    "image dockerrm_web:1.0 on location one has no /bin/sh, which scripts are"
                        + " started by"),
                List.of(),
                List.of()));
  }

  @Test
  void looksOnceIntoEachImageAndNotIntoThoseItBuilt() {
    first.images.add(LATEST).add(VERSIONED, built(TYPE, "h1"));
    ImageScriptChecks obstacles = new ImageScriptChecks();

    LocationImages.look(first.location("one"), List.of(need), obstacles);
    LocationImages.look(first.location("one"), List.of(need), obstacles);

    assertThat(first.images.lookedInto).containsExactly("sha256:" + LATEST);
  }

  private static ImageNeed readyMade() {
    TypeName type = TypeName.parse(TYPE).orElseThrow();
    return new ImageNeed(
        type, "h1", Path.of("web"), false, List.of(), SCRIPTS, READY_MADE, Set.of(), false, true);
  }

  private ImagePlan plan(MemoryHost... hosts) {
    List<LocationImages> looks =
        IntStream.range(0, hosts.length)
            .mapToObj(i -> hosts[i].location(i == 0 ? "one" : "two"))
            .map(location -> LocationImages.look(location, List.of(need), new ImageScriptChecks()))
            .toList();
    return ImagePlan.of(need, looks, before, key -> failure);
  }

  private static ImageNeed need(boolean buildable, boolean onBaseImage) {
    TypeName type = TypeName.parse(TYPE).orElseThrow();
    return new ImageNeed(
        type,
        "h1",
        Path.of("web"),
        buildable,
        onBaseImage ? List.of(ImageNames.BASE) : List.of(),
        SCRIPTS,
        "",
        Set.of(),
        false,
        true);
  }

  private static Map<String, String> built(String type, String hash) {
    return Map.of(ImageNeed.TYPE_LABEL, type, ImageNeed.HASH_LABEL, hash);
  }

  private static Map<String, String> base(String hash) {
    return Map.of(ImageNeed.BASE_HASH_LABEL, hash);
  }

  private static Ready ready(String reference) {
    return ready(reference, "one");
  }

  private static Ready ready(String reference, String location) {
    return new Ready(reference, "sha256:" + reference, location);
  }
}
