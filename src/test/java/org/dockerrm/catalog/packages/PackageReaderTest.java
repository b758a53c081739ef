package org.dockerrm.catalog.packages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageReaderTest {

  @TempDir Path temporary;
  private PackageFiles files;

  @BeforeEach
  void writeACompletePackage() {
    files = PackageFiles.complete(temporary.resolve("web"), "web");
  }

  @Test
  void readsAPackageWithoutAFault() throws IOException {
    files.with("processes/Start.bpmn", "<x/>").with("processes/notes.txt", "");

    ResourcePackage found = read();

    assertThat(found.findings()).isEmpty();
    assertThat(found.isFaulty()).isFalse();
    assertThat(found.name()).hasToString("resource::web::1.0");
    assertThat(found.descriptorText()).isEqualTo(PackageFiles.DESCRIPTOR.formatted("web"));
    assertThat(found.lifecycleScripts())
        .isEqualTo(
            Map.of("Install", "/opt/lifecycle/install.sh", "Start", "/opt/lifecycle/start.sh"));
    assertThat(found.operationScripts()).isEqualTo(Map.of("reload", "/opt/lifecycle/reload.sh"));
    assertThat(found.processFiles())
        .containsExactly(temporary.toRealPath().resolve("web/processes/Start.bpmn"));
    assertThat(found.buildable()).isTrue();
    assertThat(found.bases()).containsExactly("debian:bookworm-slim");
    assertThat(found.contentHash()).matches("[0-9a-f]{64}");
  }

  @Test
  void showsNoPasswordOfThePackageInItsFindings() {
    files
        .with(
            "resource.yml",
            """
            name: resource::web::1.0
            properties:
              secret: {type: password, default: of-the-package}
              fixed: {type: password, value: for-all-of-them}
              port: {type: integer, default: of-the-package}
            lifecycle: [Install, Start]
            operations: {reload: {properties: {token: {type: password, default: of-reload}}}}
            """)
        .with(
            "Dockerfile",
            """
            FROM debian:bookworm-slim
            COPY lifecycle /opt/lifecycle
            COPY for-all-of-them of-reload /srv/
            ADD https://someone:%s@example.org/x /x
            """
                .formatted("long".repeat(20)));

    assertThat(told())
        .anyMatch(text -> text.contains("port") && text.contains("********"))
        .anyMatch(text -> text.contains("there is no '********'"))
        .anyMatch(text -> text.contains("'https://someone:********...'"))
        .noneMatch(
            text ->
                Stream.of("of-the-package", "for-all-of-them", "of-reload", "longlong")
                    .anyMatch(text::contains));
  }

  @Test
  void refusesAReadyMadeImageWhoseContainersCannotChangeTheirFiles() {
    String descriptor = PackageFiles.DESCRIPTOR.formatted("web");
    files.with("resource.yml", descriptor + "container: {read_only: true}\n");
    assertThat(told()).isEmpty();

    files.with("resource.yml", descriptor + "image: web:1\ncontainer: {read_only: true}\n");
    assertThat(told()).anyMatch(text -> text.contains("container.read_only needs an image that"));
  }

  @Test
  void acceptsTheOtherEndingsOfFileNames() throws IOException {
    Files.move(
        files.directory().resolve("resource.yml"), files.directory().resolve("resource.yaml"));
    Files.move(
        files.directory().resolve("lifecycle/lifecycle.yaml"),
        files.directory().resolve("lifecycle/lifecycle.yml"));
    Files.move(
        files.directory().resolve("operations/operations.yaml"),
        files.directory().resolve("operations/operations.yml"));

    assertThat(read().findings()).isEmpty();
    assertThat(read().lifecycleScripts()).hasSize(2);
    assertThat(read().operationScripts()).hasSize(1);
  }

  @Test
  void usesResourceYmlWhereThereAreTwoDescriptors() {
    files.with("resource.yaml", "name: resource::other::2.0\n");

    assertThat(read().name()).hasToString("resource::web::1.0");
    assertThat(told()).containsExactly("resource.yaml: is not used, resource.yml is");
    assertThat(read().isFaulty()).isFalse();
  }

  @Test
  void needsADescriptor() {
    files.without("resource.yml");

    assertThat(told()).contains("resource.yml: is missing; a package needs a descriptor");
    assertThat(read().name()).hasToString("resource::web::1.0");
  }

  @Test
  void namesTheTypeAfterTheDirectoryWhereTheDescriptorDoesNot() {
    files.with("resource.yml", "lifecycle: [Install, Start]\noperations: {reload: {}}\n");

    assertThat(read().name()).hasToString("resource::web::1.0");
    assertThat(read().findings()).isEmpty();
  }

  @Test
  void needsANameWhereTheDirectorysIsNone() {
    Path directory = temporary.resolve("9 lives\nFORGED");
    PackageFiles.in(directory).with("resource.yml", "lifecycle: []\n");

    ResourcePackage found = read(directory);

    assertThat(found.name()).hasToString("resource::package_9_lives_FORGED::1.0");
    assertThat(found.invented()).isTrue();
    assertThat(found.faults())
        .startsWith("resource.yml: has no name, and the directory's, '9 lives FORGED', cannot be")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "web",
        "resource::web",
        "resource::9web::1.0",
        "Resource::web::1.0",
        "resource::web::1.x",
        "resource::we b::1.0",
        "resource::web::",
        "resource::../x::1.0",
        "",
        "resource::aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeef::1.0",
        "resource::web::1.0.0.0.0.0"
      })
  void tellsOfAnIllFormedName(String name) {
    files.with("resource.yml", "description: x\nname: '" + name + "'\nlifecycle: []\n");

    assertThat(told()).anyMatch(text -> text.startsWith("resource.yml:2: 'name' must have"));
    assertThat(read().name()).hasToString("resource::web::1.0");
    assertThat(read().invented()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"web_", "a-_b", "a___b"})
  void tellsOfNamesThatNoImageCanHave(String name) {
    files.with("resource.yml", PackageFiles.DESCRIPTOR.formatted(name));

    assertThat(told())
        .containsExactly(
            "resource.yml:1: name '"
                + name
                + "' cannot be an image's: '_' and '-' must stand alone between letters or digits");
  }

  @Test
  void keepsTheNameOfTheBaseImage() {
    files.with("resource.yml", PackageFiles.DESCRIPTOR.formatted("BaseImage"));

    assertThat(told())
        .containsExactly("resource.yml:1: name 'BaseImage' is reserved for the base image");
  }

  @Test
  void tellsOfTransitionsAndOperationsWithoutAScript() {
    files
        .with(
            "lifecycle/lifecycle.yaml",
            "lifecycle:\n  install: /opt/lifecycle/install.sh\n  start:\n")
        .without("operations/operations.yaml");

    assertThat(told())
        .containsExactly(
            "resource.yml:6: transition 'Start' has no script: lifecycle/lifecycle.yaml does not"
                + " map it",
            "resource.yml:8: operation 'reload' has no script: operations/operations.yaml is"
                + " missing");
  }

  @Test
  void leavesItToTheBuiltImageWhichScriptsThereAre() {
    files.without("lifecycle/start.sh").without("operations/reload.sh");

    assertThat(told()).isEmpty();
    assertThat(read().scriptsOfImage())
        .contains("/opt/lifecycle/start.sh", "/opt/lifecycle/reload.sh");
  }

  @Test
  void wantsNoScriptsInTheImageWhereSomethingMayBeMounted() {
    String descriptor = "name: resource::web::1.0\nlifecycle: [Install, Start]\n";
    files.with("resource.yml", descriptor + "container: {volumes: ['data:/opt/lifecycle']}\n");
    assertThat(read().scriptsOfImage()).isEmpty();

    files.with("resource.yml", descriptor + "container: {volumes: ['data:/opt/data']}\n");
    assertThat(read().scriptsOfImage()).contains("/opt/lifecycle/start.sh");
  }

  @Test
  void tellsTheLinesOfAnIgnoreFileThatDockerRefuses() {
    files.with(".dockerignore", "\uFEFF# see [x\n// x\n../x\n[z-a]\n!\n/secret.env\n");

    assertThat(told())
        .satisfiesExactly(
            first -> assertThat(first).startsWith(".dockerignore:4: pattern '[z-a]' is malformed"),
            second -> assertThat(second).startsWith(".dockerignore:5: '!' takes nothing back in"));
    files.with(".dockerignore", "a\n".repeat(40_000));
    assertThat(told()).containsExactly(".dockerignore: is larger than 64 KiB");
  }

  @Test
  void saysNothingOfScriptsElsewhere() {
    files.with(
        "lifecycle/lifecycle.yaml",
        "lifecycle: {install: /usr/bin/true, start: /opt/other/start.sh}\n");

    assertThat(told()).isEmpty();
  }

  @Test
  void warnsOfScriptsThatNothingOffersAndOfBuiltInOnes() {
    files
        .with(
            "lifecycle/lifecycle.yaml",
            """
            version: 2
            lifecycle:
              install: /opt/lifecycle/install.sh
              start: /opt/lifecycle/start.sh
              Stop: /opt/lifecycle/stop.sh
              dance: /opt/lifecycle/dance.sh
            more: x
            """)
        .with(
            "operations/operations.yaml",
            """
            operations:
              reload: /opt/lifecycle/reload.sh
              Reload: /opt/lifecycle/reload.sh
              addNetwork: /opt/lifecycle/add.sh
            """);

    assertThat(told())
        .containsExactlyInAnyOrder(
            "lifecycle/lifecycle.yaml:1: has another version than 1",
            "lifecycle/lifecycle.yaml:7: unknown key 'more' has no effect",
            "lifecycle/lifecycle.yaml:5: transition 'Stop' is not in the descriptor",
            "lifecycle/lifecycle.yaml:6: transition 'dance' is not in the descriptor",
            "operations/operations.yaml:4: operation 'addNetwork' is built in; its script is never"
                + " run",
            "operations/operations.yaml:3: operation 'Reload' is not in the descriptor; is 'reload'"
                + " meant?");
    assertThat(read().isFaulty()).isFalse();
    assertThat(read().operationScripts()).containsOnlyKeys("reload");
  }

  @Test
  void needsNoScriptsForBuiltInOperations() {
    files.with(
        "resource.yml",
        "lifecycle: [Install, Start]\n"
            + "operations: {reload: {}, addNetwork: {properties: {networkid: {required: true}}}}\n");

    assertThat(told()).isEmpty();
  }

  @Test
  void tellsOfBadScriptPathsAndRepeatedTransitions() {
    files.with(
        "lifecycle/lifecycle.yaml",
        """
        lifecycle:
          install: install.sh
          start: "/opt/x\\ny"
          Start: /opt/lifecycle/start.sh
          START: /opt/lifecycle/start.sh
          stop: [x]
        """);

    assertThat(told())
        .contains(
            "lifecycle/lifecycle.yaml:2: the script of 'install', 'install.sh', must be an absolute"
                + " path inside the container without control characters",
            "lifecycle/lifecycle.yaml:3: the script of 'start', '/opt/x y', must be an absolute"
                + " path inside the container without control characters",
            "lifecycle/lifecycle.yaml:5: transition 'START' is already in line 4",
            "lifecycle/lifecycle.yaml:6: the script of 'stop' must be a path, not a list");
  }

  @Test
  void tellsOfBrokenYamlInEveryFile() {
    files
        .with("resource.yml", "a: &x 1\n")
        .with("lifecycle/lifecycle.yaml", "lifecycle: [\n")
        .with("operations/operations.yaml", "just text\n");

    assertThat(told())
        .anyMatch(text -> text.startsWith("resource.yml:1: anchors are not supported"))
        .anyMatch(text -> text.startsWith("lifecycle/lifecycle.yaml:2: is not YAML"))
        .anyMatch(text -> text.startsWith("operations/operations.yaml:1: must be a map, not"));
  }

  @Test
  void readsNothingThroughLinksOutOfThePackage() {
    PackageFiles.in(temporary)
        .with("outside/secret.yml", "name: resource::secret::1.0\n")
        .with("outside/Start.bpmn", "");
    files
        .without("resource.yml")
        .link("resource.yml", temporary.resolve("outside/secret.yml"))
        .link("processes/Start.bpmn", Path.of("../../outside/Start.bpmn"))
        .without("lifecycle/start.sh")
        .link("lifecycle/start.sh", temporary.resolve("outside/secret.yml"));

    ResourcePackage found = read();

    assertThat(found.descriptorText()).isEmpty();
    assertThat(found.processFiles()).isEmpty();
    assertThat(told())
        .contains(
            "resource.yml: is a link that leads out of the package",
            "processes/Start.bpmn: is a link that leads out of the package");
  }

  @Test
  void followsLinksInsideThePackage() throws IOException {
    Files.move(files.directory().resolve("resource.yml"), files.directory().resolve("real.yml"));
    files.link("resource.yml", Path.of("real.yml"));

    assertThat(told()).isEmpty();
    assertThat(read().name()).hasToString("resource::web::1.0");
  }

  @Test
  void tellsOfADescriptorThatIsADirectoryOrLeadsNowhere() throws IOException {
    files.without("resource.yml").without("Dockerfile").link("Dockerfile", Path.of("nowhere"));
    Files.createDirectory(files.directory().resolve("resource.yml"));

    assertThat(told())
        .contains("resource.yml: is not a file", "Dockerfile: cannot be read: NoSuchFile");
  }

  @Test
  void doesNotKeepADescriptorThatIsTooLarge() {
    files.with("resource.yml", "#" + "x".repeat(2 << 20));

    assertThat(told()).contains("resource.yml: is larger than 1048576 bytes");
    assertThat(read().descriptorText()).isEmpty();
  }

  @Test
  void boundsTheTextOfItsFaults() {
    StringBuilder text = new StringBuilder("lifecycle:\n");
    for (int i = 0; i < 300; i++) {
      text.append("  - Nothing").append(i).append('\n');
    }
    files.with("resource.yml", text.toString());

    assertThat(read().faults()).hasSize(4000).endsWith("...");
  }

  private ResourcePackage read() {
    return read(files.directory());
  }

  private static ResourcePackage read(Path directory) {
    try {
      return PackageReader.read(directory, false);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> told() {
    return read().findings().stream().map(Object::toString).toList();
  }
}
