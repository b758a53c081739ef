package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dockerrm.catalog.TypeName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageStoreTest {

  private static final TypeName WEB = new TypeName("Web", "1.0");

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

  private Path land(String content) throws IOException {
    Path directory = store.newPlace().resolve("package/Web");
    PackageFiles.in(directory).with("file", content);
    Path home = store.home(directory, WEB);
    store.land(directory, home);
    return home;
  }
}
