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
import org.junit.jupiter.api.Test;

class ImagePlanTest {

  private static final String TYPE = "resource::Web::1.0";
  private static final String VERSIONED = "dockerrm_web:1.0";
  private static final String READY_MADE = "127.0.0.1:5000/team/web:7";
  private static final List<String> SCRIPTS = List.of("/opt/lifecycle/start.sh");
  private static final String LATEST = "dockerrm_web:latest";

  private final FakeHost first = new FakeHost();
  private final FakeHost second = new FakeHost();
  private ImageNeed need = need(true, false);
  private Optional<ImageStatus> before = Optional.empty();
  private Optional<String> failure = Optional.empty();

  @Test
  void usesAVersionedImageThatIsMadeByHand() {
    first.withHandMade(VERSIONED).withHandMade(LATEST);

    assertThat(plan(first)).isEqualTo(new ImagePlan(ready(VERSIONED), List.of(), List.of()));
  }

  @Test
  void usesTheLatestMadeByHandWhereTheVersionedIsMissing() {
    first.withHandMade(LATEST);

    assertThat(plan(first)).isEqualTo(new ImagePlan(ready(LATEST), List.of(), List.of()));
  }

  @Test
  void usesWhatWasBuiltFromTheSameContent() {
    first.withBuilt(VERSIONED, TYPE, "h1");

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
    first.withBuilt(VERSIONED, TYPE, "h0").withBuilt(LATEST, TYPE, "h0");

    assertThat(plan(first).orders()).hasSize(1);
  }

  @Test
  void buildsAgainWhatWasBuiltOnAnotherBaseImage() {
    need = need(true, true);
    first
        .withBuilt(VERSIONED, TYPE, "h1")
        .on(VERSIONED, "b0")
        .on(ImageNames.BASE + ":latest", "b0");
    assertThat(plan(first).orders()).isEmpty();

    first.on(ImageNames.BASE + ":latest", "b1");
    assertThat(plan(first).orders()).hasSize(1);
  }

  @Test
  void usesOldContentWhereThereIsNothingToBuildFrom() {
    need = need(false, false);
    first.withBuilt(VERSIONED, TYPE, "h0");

    assertThat(plan(first)).isEqualTo(new ImagePlan(ready(VERSIONED), List.of(), List.of()));
  }

  @Test
  void doesNotTakeTheLatestOfAnotherVersion() {
    first.withBuilt(LATEST, "resource::web::2.0", "h2");

    assertThat(plan(first).status()).isInstanceOf(Building.class);
    need = need(false, false);
    assertThat(plan(first).status()).isInstanceOf(Unavailable.class);
  }

  @Test
  void takesLabelsThatWereInheritedFromAnotherPackageAsMadeByHand() {
    first.withBuilt(LATEST, "resource::parent::1.0", "p");

    assertThat(plan(first).status()).isEqualTo(ready(LATEST));
  }

  @Test
  void leavesALatestThatIsMadeByHandItsTag() {
    first.withBuilt(VERSIONED, TYPE, "h0").withHandMade(LATEST);
    // The versioned one is asked for on the second location because the first uses it.
    second.withHandMade(LATEST);
    first.withBuilt(VERSIONED, TYPE, "h1");

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
    first.withHandMade(LATEST);
    second.withHandMade(VERSIONED);

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
    first.withHandMade("dockerrm_baseimage:latest");
    assertThat(plan(first).orders()).hasSize(1);
  }

  @Test
  void letsTheFirstLocationThatAnswersDecide() {
    first.unreachable = Optional.of("connection refused");
    second.withHandMade(VERSIONED);

    assertThat(plan(first, second))
        .isEqualTo(new ImagePlan(ready(VERSIONED, "two"), List.of(), List.of()));
  }

  @Test
  void saysSoWhereNoLocationAnswers() {
    first.unreachable = Optional.of("connection refused");
    second.unreachable = Optional.of("no\nroute");

    assertThat(plan(first, second).status())
        .isEqualTo(
            new Unavailable(
                "image dockerrm_web:1.0 cannot be looked for, no location answers (one: connection"
                    + " refused; two: no route)"));
  }

  @Test
  void keepsWhatWasKnownWhileNoLocationAnswers() {
    first.unreachable = Optional.of("connection refused");
    before = Optional.of(ready(LATEST));

    assertThat(plan(first).status()).isEqualTo(ready(LATEST));
  }

  @Test
  void keepsWhatWasKnownOfTheFirstLocationWhileItIsAway() {
    first.unreachable = Optional.of("connection refused");
    before = Optional.of(ready(LATEST));

    ImagePlan plan = plan(first, second);

    assertThat(plan.status()).isEqualTo(ready(LATEST));
    assertThat(plan.orders()).extracting(order -> order.location().name()).containsExactly("two");
  }

  @Test
  void tellsWhichOtherLocationsGoWithout() {
    need = need(false, false);
    first.withHandMade(VERSIONED);

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
    first.withHandMade(LATEST);
    assertThat(plan(first).status()).isEqualTo(ready(LATEST));
  }

  @Test
  void takesTheImageThatThePackageNames() {
    need = readyMade();
    first.withHandMade(READY_MADE).withHandMade(VERSIONED);

    assertThat(plan(first)).isEqualTo(new ImagePlan(ready(READY_MADE), List.of(), List.of()));
  }

  @Test
  void pullsTheImageThatThePackageNamesWhereItIsMissing() {
    need = readyMade();
    first.withHandMade(VERSIONED);

    ImagePlan plan = plan(first, second.withHandMade(READY_MADE));

    assertThat(plan.status()).isEqualTo(new Building(READY_MADE, "one", true));
    assertThat(plan.orders()).extracting(order -> order.location().name()).containsExactly("one");
  }

  @Test
  void doesNotUseAnImageWithoutAShell() {
    first
        .withHandMade(VERSIONED)
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
    first.withHandMade(LATEST).withBuilt(VERSIONED, TYPE, "h1");
    ImageScriptChecks obstacles = new ImageScriptChecks();

    LocationImages.look(first.location("one"), List.of(need), obstacles);
    LocationImages.look(first.location("one"), List.of(need), obstacles);

    assertThat(first.lookedInto).containsExactly("sha256:" + LATEST);
  }

  private static ImageNeed readyMade() {
    TypeName type = TypeName.parse(TYPE).orElseThrow();
    return new ImageNeed(
        type, "h1", Path.of("web"), false, List.of(), SCRIPTS, READY_MADE, Set.of(), false, true);
  }

  private ImagePlan plan(FakeHost... hosts) {
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

  private static Ready ready(String reference) {
    return ready(reference, "one");
  }

  private static Ready ready(String reference, String location) {
    return new Ready(reference, "sha256:" + reference, location);
  }
}
