package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCheckCommandTest {

  @TempDir Path temporary;

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complaints = new ByteArrayOutputStream();

  @Test
  void findsNothingInThePackagesOfThisProject() {
    int code = check(Path.of("csars"), Path.of("src/test/resources/packages"));

    assertThat(lines()).singleElement().asString().endsWith("nothing to complain about");
    assertThat(code).isEqualTo(PackageCheckCommand.SOUND);
  }

  @Test
  void saysWhatOnboardingWouldWithFileAndLine() throws Exception {
    Path web = temporary.resolve("web");
    PackageFiles.complete(web, "web")
        .with("lifecycle/lifecycle.yaml", "lifecycle:\n  install: install.sh\n")
        .with(
            "resource.yml",
            "name: resource::web::1.0\nlifecycle:\n  - Install\n  - Strat\ncolour: red\n");

    assertThat(check(web)).isEqualTo(PackageCheckCommand.FAULTY);

    assertThat(lines())
        .contains(
            web
                + "/lifecycle/lifecycle.yaml:2: error: the script of 'install', 'install.sh', must"
                + " be an absolute path inside the container without control characters",
            web
                + "/resource.yml:4: error: an item of 'lifecycle' must be one of Install,"
                + " Configure, Start, Integrity, Stop, Reconfigure, Uninstall, not 'Strat'",
            web + "/resource.yml:5: warning: unknown key 'colour' has no effect")
        .last()
        .asString()
        .matches("1 checked: 3 errors, \\d warnings");
    assertThat(lines()).hasSize(PackageReader.read(web, false).findings().size() + 1);
  }

  @Test
  void warningsAreNoErrors() {
    Path web = temporary.resolve("web");
    PackageFiles.complete(web, "web")
        .with("resource.yml", PackageFiles.DESCRIPTOR.formatted("web") + "colour: red\n");

    assertThat(check(web)).isEqualTo(PackageCheckCommand.SOUND);
    assertThat(lines())
        .containsExactly(
            web + "/resource.yml:9: warning: unknown key 'colour' has no effect",
            "1 checked: 0 errors, 1 warning");
  }

  @Test
  void findsPackagesThatClaimOneNameOrABuiltInOnes() {
    PackageFiles.complete(temporary.resolve("a"), "web");
    PackageFiles.complete(temporary.resolve("b"), "web");
    PackageFiles.complete(temporary.resolve("c"), "docker-network");

    assertThat(check(temporary)).isEqualTo(PackageCheckCommand.FAULTY);
    assertThat(lines())
        .anyMatch(line -> line.startsWith(temporary + "/a/resource.yml: error: 2 packages have"))
        .anyMatch(line -> line.startsWith(temporary + "/b/resource.yml: error: 2 packages have"))
        .contains(
            temporary
                + "/c/resource.yml: error: resource::docker-network::1.0 is a built-in type's name")
        .last()
        .isEqualTo("3 checked: 3 errors, 0 warnings");
  }

  @Test
  void checksADescriptorAlone() {
    PackageFiles.in(temporary).with("some.yaml", "name: web\nlifecycle: [Install]\n");
    Path file = temporary.resolve("some.yaml");

    assertThat(check(file)).isEqualTo(PackageCheckCommand.FAULTY);
    assertThat(lines())
        .first()
        .asString()
        .startsWith(file + ":1: error: 'name' must have the form");
  }

  @Test
  void complainsOfPathsThatNameNothingToCheck() {
    PackageFiles.in(temporary).with("web.zip", "");

    assertThat(check()).isEqualTo(PackageCheckCommand.USAGE);
    assertThat(check(temporary.resolve("nowhere"))).isEqualTo(PackageCheckCommand.USAGE);
    assertThat(check(temporary.resolve("web.zip"))).isEqualTo(PackageCheckCommand.USAGE);
    assertThat(check(temporary)).isEqualTo(PackageCheckCommand.USAGE);
    assertThat(complaints.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "check: name a package's directory, or its descriptor",
            "check: " + temporary.resolve("nowhere") + " does not exist",
            "check: "
                + temporary.resolve("web.zip")
                + " is neither a directory nor a descriptor; unpack archives",
            "check: " + temporary + " is no package: it has neither resource.yml nor Dockerfile");
    assertThat(lines()).isEmpty();
  }

  private int check(Path... paths) {
    return PackageCheckCommand.run(
        Arrays.stream(paths).map(Path::toString).toList(),
        (type, descriptor, processes) -> List.of(),
        print(output),
        print(complaints));
  }

  private List<String> lines() {
    return output.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
