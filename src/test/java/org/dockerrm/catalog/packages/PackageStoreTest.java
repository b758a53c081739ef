package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.config.PackageSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageStoreTest {

  private static final TypeName WEB = new TypeName("Web", "1.0");
  private static final TypeName DB = new TypeName("Db", "1.0");

  @TempDir Path data;
  private PackageStore store;

  @BeforeEach
  void open() throws IOException {
    store = new PackageStore(data);
    store.open();
  }

  @Test
  void landsAndReplacesAndRemoves() throws IOException {
    Path home = land("first");
    assertThat(home).isEqualTo(data.toRealPath().resolve("packages/web-1.0/Web"));
    assertThat(store.directories()).containsExactly(home.getParent());
    assertThat(store.owns(home)).isTrue();
    assertThat(store.owns(data.resolve("csars/web"))).isFalse();

    land("second");
    assertThat(home.resolve("file")).hasContent("second");

    store.remove(home);
    assertThat(store.directories()).isEmpty();
  }

  @Test
  void takesBackWhatAReplacementThatWasCutShortHadPutAside() throws IOException {
    Path home = land("first");
    Path aside = data.resolve("packages/.staging/replaced/web-1.0");
    Files.move(home.getParent(), aside);

    open();

    assertThat(home.resolve("file")).hasContent("first");
    assertThat(aside).doesNotExist();
  }

  @Test
  void removesWhatAReplacementThatWasCutShortHadReplaced() throws IOException {
    Path home = land("second");
    PackageFiles.in(data.resolve("packages/.staging/replaced/web-1.0")).with("Web/file", "first");
    PackageFiles.in(data.resolve("packages/.staging/half")).with("done", "x");

    open();

    assertThat(home.resolve("file")).hasContent("second");
    try (var left = Files.walk(data.resolve("packages/.staging"))) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void hasNoRoomForMorePackagesThanTheSettingAllows() throws IOException {
    Path web = land("first");
    Path second = place("Db");
    Path db = store.home(second, DB);

    assertThat(store.obstacle(second, db, atMost(1)))
        .contains(
            "one more package is over the limit of 1, with 1 uploaded"
                + " (packages.maxUploaded in config.yml)");
    assertThat(store.obstacle(second, web, atMost(1))).isEmpty();
    assertThat(store.obstacle(second, db, atMost(2))).isEmpty();
  }

  @Test
  void namesTheLimitThatWasLoweredBelowWhatIsUploaded() throws IOException {
    land("first");
    Path second = place("Db");
    store.land(second, store.home(second, DB));
    Path third = place("Cache");

    assertThat(store.obstacle(third, store.home(third, new TypeName("Cache", "1.0")), atMost(1)))
        .hasValueSatisfying(message -> assertThat(message).contains("limit of 1, with 2 uploaded"));
  }

  private static PackageSettings atMost(int packages) {
    PackageSettings usual = PackageSettings.DEFAULT;
    return new PackageSettings(
        packages,
        usual.maxUploadedBytes(),
        usual.maxImageBytes(),
        usual.allowRemoteSources(),
        usual.buildNetwork());
  }

  private Path land(String content) throws IOException {
    Path directory = place("Web");
    PackageFiles.in(directory).with("file", content);
    Path home = store.home(directory, WEB);
    store.land(directory, home);
    return home;
  }

  /** An unpacked package. */
  private Path place(String name) throws IOException {
    return PackageFiles.in(store.newPlace().resolve("package/" + name))
        .with("file", name)
        .directory();
  }
}
