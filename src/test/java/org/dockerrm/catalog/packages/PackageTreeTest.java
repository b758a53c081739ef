package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.List;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.archive.PackageLimits;
import org.dockerrm.catalog.yaml.Findings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageTreeTest {

  private static final PackageLimits SMALL = new PackageLimits(11, 1000, 5000, 100);

  @TempDir Path temporary;
  private PackageFiles files;

  @BeforeEach
  void writeAPackage() throws IOException {
    files = PackageFiles.complete(temporary.toRealPath().resolve("web"), "web");
  }

  @Test
  void hasNothingToSayAboutAnOrdinaryPackage() {
    files.link("current", Path.of("lifecycle")).link("python", Path.of("/nowhere/python3"));

    assertThat(check(SMALL)).isEmpty();
  }

  @Test
  void refusesMoreThanTheLimits() throws IOException {
    files.with("one", "").with("two", "").with("three", "").with("four", "");
    assertThat(check(SMALL)).containsExactly(".: holds more than 11 files and directories");
    files.with("large", "x".repeat(1001));
    assertThat(check(new PackageLimits(100, 1000, 5000, 100)))
        .containsExactly("large: is larger than 1000 bytes");
    files.with("deep/" + "d/".repeat(40) + "x", "");
    assertThat(check(PackageLimits.DEFAULT))
        .containsExactly(".: is nested deeper than 32 directories");
  }

  @Test
  void refusesAFileOfAGigabyteWithoutReadingIt() throws IOException {
    files.with("disk.img", "");
    try (RandomAccessFile file =
        new RandomAccessFile(files.directory().resolve("disk.img").toFile(), "rw")) {
      file.setLength(1L << 30);
    }

    ResourcePackage found = PackageReader.read(files.directory(), false);

    assertThat(found.faults()).isEqualTo("disk.img: is larger than 512 MiB");
  }

  @Test
  void refusesLinksThatLeadAnImagesBuildElsewhere() {
    files
        .link("etc", Path.of("/etc"))
        .link("passwd", Path.of("/etc/passwd"))
        .link("lifecycle/up", Path.of(".."));

    assertThat(check(PackageLimits.DEFAULT))
        .containsExactlyInAnyOrder(
            "etc: is a link to a directory out of the package",
            "passwd: is a link out of the package; the image gets the link alone",
            "lifecycle/up: is a link to a directory that it is in");
  }

  private List<String> check(PackageLimits limits) {
    Findings findings = new Findings();
    PackageTree.check(files.directory(), limits, findings);
    return findings.list().stream().map(Finding::toString).toList();
  }
}
