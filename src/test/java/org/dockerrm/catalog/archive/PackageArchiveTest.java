package org.dockerrm.catalog.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.support.Zip;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

class PackageArchiveTest {

  private static final PackageLimits SMALL = new PackageLimits(5, 1000, 2500, 100);
  private static final byte[] ZEROS = new byte[1 << 20];

  @TempDir Path temporary;
  private Optional<String> top = Optional.empty();

  @Test
  void unpacksFilesAtTheTop() throws IOException {
    Zip zip = new Zip().with("resource.yml", "name: x").with("lifecycle/a/b.sh", "echo");

    assertThat(unpack(zip)).isEmpty();
    assertThat(top).isEmpty();
    assertThat(unpacked()).containsExactly("lifecycle/a/b.sh", "resource.yml");
    assertThat(target().resolve("resource.yml")).hasContent("name: x");
  }

  @Test
  void leavesOutTheOneDirectoryThatEverythingIsIn() throws IOException {
    Zip zip =
        new Zip()
            .with("web/", "")
            .with("./web/resource.yml", "name: x")
            .with("web//lifecycle/b.sh", "echo")
            .with("web/empty/", "")
            .with("__MACOSX/web/._resource.yml", "what Macs add");

    assertThat(unpack(zip)).isEmpty();
    assertThat(top).contains("web");
    assertThat(unpacked()).containsExactly("lifecycle/b.sh", "resource.yml");
    assertThat(target().resolve("empty")).isDirectory();
  }

  @Test
  void leavesOutWhatMacsAddBesideThePackage() throws IOException {
    Zip zip =
        new Zip()
            .with(".DS_Store", "settings")
            .with("._web", "fork")
            .with("__MACOSX/._web", "fork")
            .with("web/.DS_Store", "settings")
            .with("web/resource.yml", "name: x")
            .with("web/._resource.yml", "fork")
            .with("web/lifecycle/._a.sh", "fork")
            .with("web/lifecycle/a.sh", "echo")
            .with("web/._alone", "no fork: there is no such file");

    assertThat(unpack(zip)).isEmpty();
    assertThat(top).contains("web");
    assertThat(unpacked()).containsExactly("._alone", "lifecycle/a.sh", "resource.yml");
  }

  @Test
  void keepsPermissionsToExecuteAndNoOthers() throws IOException {
    Zip zip =
        new Zip()
            .with("tool", "#!/bin/sh", 0104755)
            .with("data", "#!/bin/sh", 0100666)
            .with("other", "plain", 0100644);

    assertThat(unpack(zip)).isEmpty();
    assertThat(permissions("tool")).isEqualTo("rwxr-xr-x");
    assertThat(permissions("data")).isEqualTo("rw-r--r--");
    assertThat(permissions("other")).isEqualTo("rw-r--r--");
  }

  @Test
  void makesProgramsExecutableWhereTheArchiveKeepsNoPermissions() throws IOException {
    Zip zip = new Zip().with("script.sh", "#!/bin/sh").with("binary", "\u007fELF..").with("x", "x");

    assertThat(unpack(zip)).isEmpty();
    assertThat(permissions("script.sh")).isEqualTo("rwxr-xr-x");
    assertThat(permissions("binary")).isEqualTo("rwxr-xr-x");
    assertThat(permissions("x")).isEqualTo("rw-r--r--");
  }

  @Test
  void leavesArchivesInArchivesAlone() throws IOException {
    byte[] inner = new Zip().with("../../evil", "x").bytes();

    assertThat(unpack(new Zip().with("inner.zip", inner, entry -> {}))).isEmpty();
    assertThat(target().resolve("inner.zip")).hasBinaryContent(inner);
  }

  @ParameterizedTest
  @CsvSource({
    "../evil, leads out of the package",
    "a/../../evil, leads out of the package",
    "a/.., leads out of the package",
    "/etc/evil, is an absolute path",
    "C:evil, begins with a drive letter",
    "'a\u0001b', has a control character",
  })
  void refusesNamesThatLeadElsewhere(String name, String finding) throws IOException {
    List<String> findings = unpack(new Zip().with("resource.yml", "x").with(name, "evil"));

    assertThat(findings).singleElement().asString().contains(finding);
    assertThat(unpacked()).isEmpty();
    assertThat(temporary.resolve("evil")).doesNotExist();
  }

  @Test
  void refusesBackslashes() throws IOException {
    byte[] zip = new Zip().with("..|evil", "x").bytes();
    for (int i = 0; i < zip.length; i++) {
      zip[i] = zip[i] == '|' ? (byte) '\\' : zip[i];
    }

    assertThat(unpack(zip)).singleElement().asString().contains("has a backslash in its name");
    assertThat(unpacked()).isEmpty();
  }

  @Test
  void refusesNamesThatAreTooLongOrTooDeep() throws IOException {
    assertThat(unpack(new Zip().with("n".repeat(256), "x")))
        .singleElement()
        .asString()
        .endsWith("has too long a name");
    assertThat(unpack(new Zip().with("d/".repeat(40) + "x", "x")))
        .singleElement()
        .asString()
        .endsWith("is nested deeper than 32 directories");
  }

  @Test
  void refusesNamesThatAreNotUtf8() throws IOException {
    assertThat(unpack(new Zip().encoding("ISO-8859-1").with("gr\u00fcn", "x")))
        .singleElement()
        .asString()
        .contains("its name is not UTF-8");
    assertThat(unpack(new Zip().encoding("UTF-8").with("plain", "x"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0120777, is a link",
    "0020644, 'is a device, pipe or socket'",
    "0060644, 'is a device, pipe or socket'",
    "0010644, 'is a device, pipe or socket'",
    "0140644, 'is a device, pipe or socket'",
  })
  void refusesWhatIsNeitherFileNorDirectory(String mode, String finding) throws IOException {
    List<String> findings = unpack(new Zip().with("x", "/etc/passwd", Integer.parseInt(mode, 8)));

    assertThat(findings).singleElement().asString().startsWith("x: " + finding);
    assertThat(unpacked()).isEmpty();
  }

  @Test
  void refusesEntriesThatFallTogether() throws IOException {
    Zip zip =
        new Zip()
            .with("twice", "1")
            .with("twice", "2")
            .with("Readme", "x")
            .with("README", "x")
            .with("lib/x", "x")
            .with("LIB/y", "x")
            .with("both", "x")
            .with("both/below", "x");

    assertThat(unpack(zip))
        .containsExactly(
            "twice: is in the archive twice",
            "README: differs only in case from 'Readme'",
            "LIB/y: is in a directory that differs only in case from 'lib'",
            "both/below: is in a directory that is a file too");
    assertThat(unpacked()).isEmpty();
  }

  @Test
  void refusesEncryptedEntries() throws IOException {
    byte[] zip = new Zip().with("secret", "x").bytes();
    // The flag in the entry's own header and in the list at the end.
    zip[6] |= 1;
    zip[indexOf(zip, 0x02014b50) + 8] |= 1;

    assertThat(unpack(zip)).containsExactly("secret: is encrypted");
  }

  @Test
  void refusesTooManyEntries() throws IOException {
    Zip zip = new Zip();
    for (int i = 0; i < 6; i++) {
      zip.with("f" + i, "x");
    }

    assertThat(unpack(zip.bytes(), SMALL))
        .containsExactly("up.zip: holds more than 5 files and directories");
    assertThat(unpacked()).isEmpty();
  }

  @Test
  void refusesALongListOfEntriesWithoutReadingItWhole() throws IOException {
    Zip zip = new Zip();
    String name = "x".repeat(100);
    for (int i = 0; i < 40_000; i++) {
      zip.with(name + i, "");
    }

    assertThat(unpack(zip))
        .containsExactly(
            "up.zip: cannot be read as a zip archive: its list of entries is larger than 4 MiB");
  }

  @Test
  void refusesLargeFilesAndLargeSums() throws IOException {
    assertThat(unpack(new Zip().with("large", "x".repeat(1001)).bytes(), SMALL))
        .containsExactly("large: is larger than 1000 bytes");
    Zip sum = new Zip().with("a", "x".repeat(900)).with("b", "x".repeat(900)).with("c", "x");
    sum.with("d", "x".repeat(900));
    assertThat(unpack(sum.bytes(), SMALL))
        .containsExactly("up.zip: unpacks to more than 2500 bytes");
  }

  @Test
  void refusesBombsByWhatComesOut() throws IOException {
    Zip bomb = new Zip();
    for (int i = 0; i < 400; i++) {
      bomb.with("zeros" + i, ZEROS, entry -> {});
    }
    long begin = System.nanoTime();

    List<String> findings = unpack(bomb);

    assertThat(findings).singleElement().asString().contains("out of proportion to its size");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void countsWhatComesOutWhateverTheArchiveSays() throws IOException {
    byte[] zip = new Zip().with("liar", "x".repeat(5000)).bytes();
    int list = indexOf(zip, 0x02014b50);
    ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN).putInt(list + 24, 10);

    assertThat(unpack(zip, SMALL)).containsExactly("liar: is larger than 1000 bytes");
    assertThat(unpack(zip)).singleElement().asString().startsWith("liar: is damaged");
  }

  @Test
  void noticesDamagedContent() throws IOException {
    byte[] zip =
        new Zip()
            .with("x", "content".getBytes(StandardCharsets.UTF_8), e -> e.setMethod(8))
            .bytes();
    zip[33] ^= 0x55;

    assertThat(unpack(zip)).singleElement().asString().startsWith("x: is damaged");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 10, 60, 100})
  void refusesATruncatedArchive(int percent) throws IOException {
    byte[] whole = new Zip().with("a", "some text").with("b", "some other text").bytes();
    byte[] cut = Arrays.copyOf(whole, Math.min(whole.length * percent / 100, whole.length - 1));

    assertThat(unpack(cut))
        .singleElement()
        .asString()
        .startsWith("up.zip: cannot be read as a zip");
    assertThat(unpacked()).isEmpty();
  }

  @Test
  void refusesWhatIsNoZipAndWhatHoldsNothing() throws IOException {
    assertThat(unpack("#!/bin/sh\necho no zip\n".repeat(1000).getBytes(StandardCharsets.UTF_8)))
        .singleElement()
        .asString()
        .startsWith("up.zip: cannot be read as a zip archive: ");
    assertThat(unpack(new Zip())).containsExactly("up.zip: holds no files");
    assertThat(unpack(new Zip().with("only/", ""))).containsExactly("up.zip: holds no files");
  }

  @Test
  void survivesAnyDamageOfOneByte() throws IOException {
    byte[] whole = new Zip().with("a/b", "some text").with("c", "text".repeat(50)).bytes();
    for (int i = 0; i < whole.length; i++) {
      byte[] damaged = whole.clone();
      damaged[i] ^= (byte) 0xff;
      unpack(damaged);
      assertThat(Files.list(temporary).map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("up", "target");
    }
  }

  private List<String> unpack(Zip zip) throws IOException {
    return unpack(zip.bytes());
  }

  private List<String> unpack(byte[] zip) throws IOException {
    return unpack(zip, PackageLimits.DEFAULT);
  }

  private List<String> unpack(byte[] zip, PackageLimits limits) throws IOException {
    Path archive = Files.write(temporary.resolve("up"), zip);
    FileSystemUtils.deleteRecursively(target());
    Files.createDirectory(target());
    Findings findings = new Findings();
    top = new PackageArchive(archive, "up.zip", limits, findings).unpack(target());
    return findings.list().stream().map(Finding::toString).toList();
  }

  private Path target() {
    return temporary.resolve("target");
  }

  private List<String> unpacked() throws IOException {
    try (Stream<Path> files = Files.walk(target())) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> target().relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  private String permissions(String file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(target().resolve(file)));
  }

  private static int indexOf(byte[] bytes, int signature) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < bytes.length - 4; i++) {
      if (buffer.getInt(i) == signature) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }
}
