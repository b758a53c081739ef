package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.Upload;
import org.dockerrm.support.Zip;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** Packages that come over REST: taken whole or not at all, replaced, removed, kept. */
class UploadsIT {

  private static final Path SMALL = Path.of("src/test/resources/packages/small");
  private static final String OWN = "resource::small::2.1";
  private static final String UP = "resource::up::1.0";
  private static final String UP2 = "resource::up::2.0";

  private static Manager manager;
  private static RmClient rm;

  @BeforeAll
  static void start() {
    manager =
        Manager.with("small")
            .configure("packages: {maxUploadedMiB: 5}")
            .set("spring.servlet.multipart.max-file-size=2MB")
            .start();
    rm = manager.client();
    rm.awaitPublished(OWN);
  }

  @AfterAll
  static void stop() {
    manager.close();
    Docker.attempt("image", "rm", "-f", "dockerrm_up:1.0", "dockerrm_up:2.0", "dockerrm_up:latest");
  }

  @AfterEach
  void removeWhatWasUploaded() {
    String all = "/topology/deployment-locations/" + manager.location() + "/instances";
    for (JsonNode instance : rm.get(all).json()) {
      String type = instance.get("resourceType").asText();
      if (type.startsWith("resource::up::")) {
        rm.complete(type, "Uninstall", instance.get("resourceId").asText(), Map.of());
      }
    }
    for (JsonNode type : rm.get("/types").json()) {
      Upload.delete(rm, type.get("name").asText());
    }
    assertThat(uploaded()).isEmpty();
  }

  @Test
  void takesAPackageAndBuildsItsImageAfterwards() throws IOException {
    Answer answer = Upload.post(rm, zip("1.0", "first"));

    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.headers().get("location")).isEqualTo(RmClient.ROOT + "/types/" + UP);
    assertThat(answer.json().get("name").asText()).isEqualTo(UP);
    assertThat(answer.json().get("state").asText()).isEqualTo("UNPUBLISHED");
    assertThat(answer.json().get("stateReason").asText()).contains("dockerrm_up:1.0");
    assertThat(answer.json().get("descriptor").asText()).contains("name: " + UP);
    assertThat(rm.get("/types/" + UP).status()).isEqualTo(200);
    rm.awaitPublished(UP);
    String instance = rm.install(UP, Map.of());
    rm.complete(UP, "Uninstall", instance, Map.of());
    assertThat(uploaded()).containsExactly("up-1.0/upload");

    // A look into the image uses it for a moment.
    await()
        .until(
            () -> Docker.attempt("rmi", "dockerrm_up:1.0", "dockerrm_up:latest").exitCode() == 0);
    rm.complete(UP, "Uninstall", rm.install(UP, Map.of()), Map.of());
    assertThat(Upload.delete(rm, UP).status()).isEqualTo(204);
    await().until(() -> Docker.run("images", "-q", "dockerrm_up").isBlank());
  }

  @Test
  void takesNoMoreThanThereIsRoomForAndNamesTheSetting() {
    byte[] large = small("up", "1.0").with("software", "0".repeat(6 << 20)).bytes();

    JsonNode problem = Http.problem(Upload.post(rm, large), 507, RmClient.ROOT + "/types");

    assertThat(problem.get("detail").asText()).contains("packages.maxUploadedMiB", "may have 5");
    assertThat(rm.get("/types/" + UP).status()).isEqualTo(404);
    assertThat(uploaded()).isEmpty();
  }

  @Test
  void takesAnArchiveThatWasMadeOnAMac() {
    Zip zip = small("up", "1.0").with(".DS_Store", "settings").with("._Dockerfile", "fork");

    assertThat(Upload.post(rm, zip.bytes()).status()).isEqualTo(201);
  }

  @Test
  void tellsEveryFaultAndKeepsNothing() {
    byte[] broken =
        new Zip()
            .with("web/Dockerfile", "FROM debian:bookworm-slim\n")
            .with("web/resource.yml", "properties: []\nlifecycle: [Jump, Install]\n")
            .bytes();

    JsonNode problem = Http.problem(Upload.post(rm, broken), 400, RmClient.ROOT + "/types");

    List<String> findings = new ArrayList<>();
    problem.get("details").get("findings").forEach(finding -> findings.add(text(finding)));
    assertThat(findings)
        .hasSizeGreaterThanOrEqualTo(3)
        .anyMatch(f -> f.startsWith("resource.yml:1: 'properties' must be a map"))
        .anyMatch(
            f -> f.startsWith("resource.yml:2: an item of 'lifecycle' must be one of Install"))
        .anyMatch(f -> f.contains("transition 'Install' has no script"));
    assertThat(problem.get("detail").asText()).contains("resource.yml:2: ");
    assertThat(rm.get("/types/resource::web::1.0").status()).isEqualTo(404);
    assertThat(uploaded()).isEmpty();
  }

  @Test
  void refusesHostileArchivesAndDescriptors() {
    assertRefused("no zip".getBytes(StandardCharsets.UTF_8), "upload.zip: cannot be read as a zip");
    assertRefused(small("up", "1.0").with("../evil", "x").bytes(), "../evil: leads out of");
    assertRefused(
        new Zip().with("resource.yml", "a: &a [x]\nb: [*a, *a]\nc: !!java.net.URL x\n").bytes(),
        "resource.yml:1: anchors are not supported",
        "resource.yml:2: aliases are not supported",
        "resource.yml:3: tags are not supported");
    assertRefused(
        small("docker-network", "1.0").bytes(),
        "resource.yml: the name is that of the built-in type resource::docker-network::1.0");
    assertRefused(
        small("up", "1.0").with("processes/Install.bpmn", "<nothing/>").bytes(),
        "processes/Install.bpmn: ");
    assertThat(manager.home().resolve("data/evil")).doesNotExist();
    assertThat(manager.home().resolve("data/packages/evil")).doesNotExist();
  }

  @Test
  void comparesTheDescriptorWithWhatTheSenderSays() {
    byte[] zip = small("up", "1.0").bytes();

    Answer wrong =
        Upload.post(
            rm, "", "up.csar", zip, Map.of("resource_name", "down", "resource_version", "3.0"));
    Answer right =
        Upload.post(
            rm, "", "up.csar", zip, Map.of("resource_name", "up", "resource_version", "1.0"));

    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().get("details").get("findings"))
        .extracting(UploadsIT::text)
        .containsExactly(
            "resource.yml: the type is resource::up::1.0, but resource_name says 'down'",
            "resource.yml: the type is resource::up::1.0, but resource_version says '3.0'");
    assertThat(right.status()).isEqualTo(201);
  }

  @Test
  void keepsWhatIsThereUnlessToldToReplaceIt() throws IOException {
    assertThat(Upload.post(rm, zip("1.0", "first")).status()).isEqualTo(201);
    String created = rm.get("/types/" + UP).json().get("createdAt").asText();

    Answer same = Upload.post(rm, zip("1.0", "first"));
    Answer other = Upload.post(rm, zip("1.0", "second"));
    Answer otherCase = Upload.post(rm, small("UP", "1.0").bytes());
    Answer replaced = Upload.replace(rm, zip("1.0", "second"));

    assertThat(same.status()).isEqualTo(200);
    assertThat(same.headers().get("location")).isEqualTo(RmClient.ROOT + "/types/" + UP);
    Http.problem(other, 409, RmClient.ROOT + "/types");
    assertThat(other.json().get("detail").asText()).contains("replace=true");
    assertThat(otherCase.status()).isEqualTo(409);
    assertThat(replaced.status()).isEqualTo(201);
    assertThat(rm.get("/types/" + UP).json().get("createdAt").asText()).isEqualTo(created);
    assertThat(content("up-1.0/upload/software")).isEqualTo("second");
    assertThat(staged()).isEmpty();
  }

  @Test
  void changesNoTypeThatHasInstances() {
    assertThat(Upload.post(rm, zip("1.0", "first")).status()).isEqualTo(201);
    rm.awaitPublished(UP);
    String instance = rm.install(UP, Map.of());

    Answer replace = Upload.replace(rm, zip("1.0", "second"));
    Answer delete = Upload.delete(rm, UP);

    assertThat(replace.status()).isEqualTo(409);
    assertThat(replace.json().get("detail").asText())
        .isEqualTo("instances of " + UP + " exist; uninstall them first");
    assertThat(delete.status()).isEqualTo(409);
    assertThat(content("up-1.0/upload/software")).isEqualTo("first");
    rm.complete(UP, "Uninstall", instance, Map.of());
    assertThat(Upload.delete(rm, UP).status()).isEqualTo(204);
    assertThat(rm.get("/types/" + UP).status()).isEqualTo(404);
    assertThat(rm.transition(UP, "Install", null, Map.of()).status()).isEqualTo(400);
    assertThat(uploaded()).isEmpty();
  }

  @Test
  void removesOnlyWhatWasUploaded() {
    Answer own = Upload.delete(rm, OWN);
    Answer builtIn = Upload.delete(rm, "resource::docker-network::1.0");

    assertThat(own.status()).isEqualTo(409);
    assertThat(own.json().get("detail").asText()).contains("csars/small by hand");
    assertThat(Upload.replace(rm, small("small", "2.1").bytes()).status()).isEqualTo(409);
    assertThat(Upload.post(rm, Zip.of(SMALL).bytes()).status()).isIn(200, 409);
    assertThat(builtIn.status()).isEqualTo(409);
    assertThat(builtIn.json().get("detail").asText()).endsWith("is built in");
    assertThat(Upload.delete(rm, "resource::nothing::1.0").status()).isEqualTo(404);
    assertThat(Upload.delete(rm, "nothing").status()).isEqualTo(404);
    assertThat(rm.get("/types/" + OWN).json().get("state").asText()).isEqualTo("PUBLISHED");
  }

  @Test
  void hasVersionsSideBySide() throws IOException {
    Upload.post(rm, zip("1.0", "first"));
    Upload.post(rm, zip("2.0", "second"));
    rm.awaitPublished(UP).awaitPublished(UP2);

    String first = rm.install(UP, Map.of());
    String second = rm.install(UP2, Map.of());

    assertThat(software(UP, first)).isEqualTo("first");
    assertThat(software(UP2, second)).isEqualTo("second");
  }

  @Test
  void letsOneOfManyWin() throws Exception {
    List<Callable<Answer>> uploads = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      byte[] zip = zip("1.0", "number " + i % 3);
      uploads.add(() -> Upload.post(rm, zip));
    }
    ExecutorService threads = Executors.newFixedThreadPool(uploads.size());

    List<Integer> statuses = new ArrayList<>();
    for (Future<Answer> answer : threads.invokeAll(uploads)) {
      statuses.add(answer.get().status());
    }
    threads.shutdown();

    assertThat(statuses.stream().sorted()).containsExactly(200, 201, 409, 409, 409, 409);
    assertThat(uploaded()).containsExactly("up-1.0/upload");
    assertThat(staged()).isEmpty();
  }

  @Test
  void installsOrRemovesButNeverBoth() throws Exception {
    for (int round = 0; round < 3; round++) {
      Upload.post(rm, zip("1.0", "first"));
      rm.awaitPublished(UP);
      ExecutorService threads = Executors.newFixedThreadPool(2);
      Future<Answer> install = threads.submit(() -> rm.transition(UP, "Install", null, Map.of()));
      Future<Answer> removal = threads.submit(() -> Upload.delete(rm, UP));
      threads.shutdown();

      boolean installed = install.get().status() == 202;
      assertThat(removal.get().status()).isEqualTo(installed ? 409 : 204);
      if (installed) {
        JsonNode end = rm.end(install.get().json().get("requestId").asText());
        assertThat(end.get("requestState").asText()).isEqualTo("COMPLETED");
        rm.complete(UP, "Uninstall", end.get("resourceId").asText(), Map.of());
      }
    }
  }

  @Test
  void keepsUploadsOverARestartAndClearsAwayWhatACrashLeft() throws IOException {
    Upload.post(rm, zip("1.0", "first"));
    Upload.post(rm, zip("2.0", "second"));
    rm.awaitPublished(UP).awaitPublished(UP2);
    manager.stop();
    Path packages = manager.home().resolve("data/packages");
    Path staging = packages.resolve(".staging");
    Manager.write(staging.resolve("half/done/file"), "x");
    // A replacement that was cut short between its two renames.
    Files.createDirectories(staging.resolve("replaced"));
    Files.move(packages.resolve("up-2.0"), staging.resolve("replaced/up-2.0"));

    manager.start();
    rm = manager.client();

    rm.awaitPublished(OWN).awaitPublished(UP).awaitPublished(UP2);
    assertThat(staged()).isEmpty();
    assertThat(uploaded()).containsExactly("up-1.0/upload", "up-2.0/upload");
    assertThat(Upload.post(rm, zip("2.0", "second")).status()).isEqualTo(200);
  }

  @Test
  void boundsWhatIsSentAndTakesPartsNowhereElse() {
    byte[] large = new byte[(int) DataSize.ofMegabytes(2).toBytes() + 1];

    Answer tooLarge = Upload.post(rm, large);
    Answer elsewhere =
        Upload.send(rm, "POST", Http.TRANSITIONS, BodyPublishers.ofByteArray(new byte[1000]));
    Answer noParts =
        Upload.send(
            rm, "POST", RmClient.ROOT + "/types", BodyPublishers.ofString("this is not in parts"));
    Answer json = rm.post("/types", "{}");

    Http.problem(tooLarge, 413, RmClient.ROOT + "/types");
    assertThat(tooLarge.json().get("detail").asText())
        .isEqualTo("the archive is larger than 2 MiB");
    Http.problem(elsewhere, 415, Http.TRANSITIONS);
    Http.problem(noParts, 400, RmClient.ROOT + "/types");
    Http.problem(json, 415, RmClient.ROOT + "/types");
    assertThat(staged()).isEmpty();
  }

  @Test
  void isUsedByTheLauncher(@TempDir Path temporary) throws Exception {
    Path directory = Files.createDirectory(temporary.resolve("a package"));
    Files.writeString(directory.resolve("resource.yml"), "properties: []\nlifecycle: [Jump]\n");

    assertThat(onboard(3, directory))
        .contains("resource.yml:1: 'properties' must be a map")
        .contains("resource.yml:2: an item of 'lifecycle' must be one of Install");

    FileSystemUtils.copyRecursively(SMALL, directory);
    Files.writeString(
        directory.resolve("resource.yml"),
        Files.readString(SMALL.resolve("resource.yml")).replace(OWN, UP) + "unknown: x\n");
    assertThat(onboard(0, directory))
        .contains("resource.yml:11: unknown key 'unknown' has no effect")
        .contains(UP + " is PUBLISHED");

    Path archive = Files.write(temporary.resolve("up;1.zip"), zip("1.0", "other"));
    assertThat(onboard(3, archive)).contains("replace=true");
    assertThat(onboard(0, archive, "--replace")).contains(UP + " is PUBLISHED");
    Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc"));
    assertThat(onboard(3, directory)).contains("link: is a link");
  }

  private static String onboard(int exitCode, Path source, String... options) throws Exception {
    List<String> command = new ArrayList<>(List.of("./dockerrm", "onboard"));
    command.addAll(List.of(options));
    command.add(source.toString());
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DOCKERRM_URL", rm.base().toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isEqualTo(exitCode);
    return output;
  }

  @Test
  void describesTheUploadInOpenApi() {
    JsonNode post = rm.get("/v3/api-docs").json().at("/paths/~1api~1resource-manager~1types/post");

    JsonNode form = post.at("/requestBody/content/multipart~1form-data/schema");
    assertThat(form.at("/properties/upfile/format").asText()).isEqualTo("binary");
    assertThat(form.get("required")).extracting(JsonNode::asText).contains("upfile");
    assertThat(post.get("responses").fieldNames())
        .toIterable()
        .contains("200", "201", "400", "409", "413");
  }

  private static String text(JsonNode finding) {
    assertThat(finding.get("severity").asText()).isEqualTo("error");
    String line = finding.has("line") ? ":" + finding.get("line").asInt() : "";
    return finding.get("file").asText() + line + ": " + finding.get("message").asText();
  }

  private static void assertRefused(byte[] archive, String... findings) {
    Answer answer = Upload.post(rm, archive);
    Http.problem(answer, 400, RmClient.ROOT + "/types");
    for (String finding : findings) {
      assertThat(answer.json().get("details").get("findings"))
          .extracting(UploadsIT::text)
          .anyMatch(f -> f.startsWith(finding));
    }
    assertThat(uploaded()).isEmpty();
    assertThat(staged()).isEmpty();
  }

  private static byte[] zip(String version, String software) {
    return small("up", version).with("software", software).bytes();
  }

  private static Zip small(String name, String version) {
    try {
      String descriptor = Files.readString(SMALL.resolve("resource.yml"));
      return new Zip()
          .with("resource.yml", descriptor.replace(OWN, "resource::" + name + "::" + version))
          .with(
              "Dockerfile",
              """
              FROM debian:bookworm-slim
              ADD lifecycle /opt/lifecycle
              ADD software* /software
              STOPSIGNAL SIGKILL
              CMD ["sleep", "infinity"]
              """)
          .with(
              "lifecycle/lifecycle.yaml",
              Files.readString(SMALL.resolve("lifecycle/lifecycle.yaml")))
          .with("lifecycle/nothing.sh", "#!/bin/sh\nexit 0\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String software(String type, String resourceId) {
    String container = "dockerrm_" + type.split("::")[1] + "-" + resourceId;
    return Docker.file(container, "/software");
  }

  /** The packages that are kept. */
  private static List<String> uploaded() {
    Path packages = manager.home().resolve("data/packages");
    return below(packages, 2).stream()
        .filter(path -> path.contains("/") && !path.startsWith("."))
        .toList();
  }

  /** What is not finished; the answer may be faster than the web server's clean-up. */
  private static List<String> staged() {
    Path staging = manager.home().resolve("data/packages/.staging");
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> below(staging, 1).equals(List.of("replaced")));
    return below(staging.resolve("replaced"), 1);
  }

  private static List<String> below(Path directory, int depth) {
    try (Stream<Path> files = Files.walk(directory, depth)) {
      return files
          .filter(path -> !path.equals(directory))
          .map(path -> directory.relativize(path).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String content(String file) {
    try {
      return Files.readString(manager.home().resolve("data/packages").resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
