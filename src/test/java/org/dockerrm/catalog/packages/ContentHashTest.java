package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentHashTest {

  @TempDir Path directory;
  private PackageFiles files;
  private String before;

  @BeforeEach
  void writeFiles() throws IOException {
    files = PackageFiles.in(directory).with("a", "1").with("b/c", "2");
    before = ContentHash.of(directory);
  }

  @Test
  void staysWhereOnlyTimesChange() throws IOException {
    Files.setLastModifiedTime(directory.resolve("a"), FileTime.fromMillis(1));

    assertThat(ContentHash.of(directory)).isEqualTo(before).matches("[0-9a-f]{64}");
  }

  @Test
  void isTheSameForTheSameFilesElsewhere(@TempDir Path elsewhere) throws IOException {
    PackageFiles.in(elsewhere).with("b/c", "2").with("a", "1");

    assertThat(ContentHash.of(elsewhere)).isEqualTo(before);
  }

  @Test
  void changesWithContentsNamesAndExecutability() throws IOException {
    files.with("a", "3");
    String content = ContentHash.of(directory);
    Files.move(directory.resolve("a"), directory.resolve("d"));
    String name = ContentHash.of(directory);
    assertThat(directory.resolve("d").toFile().setExecutable(true)).isTrue();
    String executable = ContentHash.of(directory);
    files.with("e", "");
    String another = ContentHash.of(directory);

    assertThat(List.of(before, content, name, executable, another)).doesNotHaveDuplicates();
  }

  @Test
  void takesSizeAndTimeForLargeFiles() throws IOException {
    Path large = directory.resolve("a");
    FileTime time = FileTime.fromMillis(1_000_000);
    files.with("a", "1234567890");
    Files.setLastModifiedTime(large, time);
    String first = ContentHash.of(directory, 9);
    files.with("a", "0987654321");
    Files.setLastModifiedTime(large, time);

    assertThat(ContentHash.of(directory, 9)).isEqualTo(first);
    Files.setLastModifiedTime(large, FileTime.fromMillis(2_000_000));
    assertThat(ContentHash.of(directory, 9)).isNotEqualTo(first);
  }

  @Test
  void readsNothingThroughLinks(@TempDir Path elsewhere) throws IOException {
    PackageFiles.in(elsewhere).with("x", "1");
    files.link("link", elsewhere.resolve("x")).link("folder", elsewhere);
    String first = ContentHash.of(directory);
    PackageFiles.in(elsewhere).with("x", "2").with("y", "3");

    assertThat(first).isNotEqualTo(before);
    assertThat(ContentHash.of(directory)).isEqualTo(first);
  }

  @Test
  void failsWhereTheDirectoryIsGone() {
    assertThatThrownBy(() -> ContentHash.of(directory.resolve("nothing")))
        .isInstanceOf(IOException.class);
  }
}
