package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.Registry;
import org.dockerrm.support.RmClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.util.FileSystemUtils;

/** Images as they are built and pulled (docs/reference/api.md, "Resource types"). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ImageBuildsIT {

  private static final Duration LONGEST = Duration.ofSeconds(40);

  /** Part of every name, since the engine belongs to others too. */
  private final String suite = "it" + UUID.randomUUID().toString().substring(0, 8);

  private final Registry registry = new Registry();
  private Manager manager;

  @BeforeAll
  void start() {
    manager = Manager.with();
    tinyImage("dockerrm-test-tiny:" + suite);
    registry.take("dockerrm-test-tiny:" + suite, "team/tiny", "7");
    Docker.run("rmi", "dockerrm-test-tiny:" + suite);
    manager.set("dockerrm.images.time-limit=12s").set("dockerrm.images.parallel=3");
    addPackage("endless", "RUN echo waiting && sleep 600");
    manager.start();
  }

  /** A shell and what it needs; different in each run, so that its layer must be fetched. */
  private void tinyImage(String tag) {
    Path directory = manager.home().resolve("tiny");
    Manager.write(
        directory.resolve("Dockerfile"),
        """
        FROM debian:bookworm-slim AS full
        LABEL dockerrm-test=%1$s
        RUN mkdir -p /out/bin /out/opt /out/tmp && cp /bin/dash /out/bin/sh && cd /bin \\
          && cp true sleep head cat tail mkdir wc rm ln mv chmod chown sed ls tr cut id /out/bin \\
          && cp --parents -L $(ldd sh ls sed | grep -o '/[^ :]*[.]so[^ ]*') /out \\
          && echo %1$s >/out/marker
        FROM scratch
        LABEL dockerrm-test=%1$s
        COPY --from=full /out /
        CMD ["/bin/sleep", "600"]
        """
            .formatted(suite));
    Docker.run("build", "-q", "-t", tag, directory.toString());
  }

  @AfterAll
  void stop() {
    registry.close();
    manager.close();
    Docker.attempt("rmi", "-f", registry.reference("team/tiny:7"));
    List<String> left =
        Docker.run("images", "-q", "--no-trunc", "--filter", "label=dockerrm-test=" + suite)
            .lines()
            .distinct()
            .toList();
    left.forEach(id -> Docker.attempt("rmi", "-f", id));
  }

  @Test
  void tellsABuildAsItGoesAndRemembersIt() throws Exception {
    addPackage("steps", "RUN true");
    manager.client().put("/onboarding");
    await("steps", state("BUILT"));
    addPackage("steps", "RUN echo the first; sleep 1", "RUN echo the second; sleep 1");
    assertThat(manager.client().post(path("steps"), "").status()).isEqualTo(202);

    List<Events.Event> events = Events.of(manager.client().base(), path("steps"));

    assertThat(events)
        .filteredOn(event -> event.name().equals("progress"))
        .extracting(Events.Event::data)
        .anyMatch(data -> data.contains("\"state\":\"BUILDING\"") && data.contains("\"steps\":6"))
        .anyMatch(data -> data.contains("\"step\":3") && data.contains("the first"));
    assertThat(events)
        .filteredOn(event -> event.name().equals("log"))
        .extracting(Events.Event::data)
        .contains("the first", "the second")
        .anyMatch(line -> line.startsWith("Step 4/6 : RUN echo the second"));
    assertThat(events.get(events.size() - 1).name()).isEqualTo("end");
    assertThat(events.get(events.size() - 1).data()).contains("\"state\":\"BUILT\"");
    JsonNode built = image("steps");
    assertThat(built.get("image").asText()).isEqualTo("dockerrm_" + name("steps") + ":1.0");
    assertThat(built.get("id").asText()).isEqualTo(id("steps")).startsWith("sha256:");
    // The labels of the package are two steps of their own.
    assertThat(built.get("step").asInt()).isEqualTo(6);
    assertThat(built.get("steps").asInt()).isEqualTo(6);
    assertThat(built.get("startedAt").asText()).isLessThan(built.get("finishedAt").asText());
    assertThat(built.get("log")).extracting(JsonNode::asText).contains("the second");
    assertThat(published("steps")).isTrue();

    Answer again = manager.client().post(path("steps"), "");
    assertThat(again.status()).as(again.text()).isEqualTo(202);
    assertThat(again.headers().get("location")).isEqualTo("/api/resource-manager" + path("steps"));
    assertThat(again.json().get("state").asText()).isEqualTo("BUILDING");
    assertThat(published("steps")).isTrue();
    JsonNode second = await("steps", state("BUILT"));
    assertThat(second.get("startedAt")).isNotEqualTo(built.get("startedAt"));
    assertThat(second.get("log").toString()).contains("Using cache");
    assertThat(second.get("id")).isEqualTo(built.get("id"));
  }

  @Test
  void joinsABuildUnderWayAndLeavesItWhenThePackageChanges() throws Exception {
    addPackage("changed", "RUN echo old; sleep 600");
    manager.client().put("/onboarding");
    await().atMost(LONGEST).until(() -> builders("sleep 600", "old").size() == 1);
    JsonNode before = image("changed");
    leaveEarly("changed");

    JsonNode joined = manager.client().post(path("changed"), "").json();
    addPackage("changed", "RUN echo new");
    manager.client().put("/onboarding");

    assertThat(joined.get("startedAt")).isEqualTo(before.get("startedAt"));
    assertThat(await("changed", state("BUILT")).get("log").toString())
        .contains("new")
        .doesNotContain("sleep 600");
    await().atMost(LONGEST).until(() -> builders("sleep 600", "old").isEmpty());
  }

  @Test
  void endsABuildThatNeverEnds() {
    JsonNode ended = await("endless", state("FAILED"));

    assertThat(ended.get("reason").asText())
        .contains("it was ended after 12 s")
        .contains("waiting");
    assertThat(type("endless").get("state").asText()).isEqualTo("UNPUBLISHED");
    assertThat(type("endless").get("stateReason").asText()).contains("it was ended after 12 s");
    await().atMost(LONGEST).until(() -> builders("sleep 600", "waiting").isEmpty());
  }

  @Test
  void saysWhyABuildFailed() {
    addPackage("failing", "RUN echo a reason; exit 7");
    addDockerfile("shellless", "FROM scratch\nCOPY resource.yml /\n");
    addDockerfile("baseless", "FROM dockerrm-test-nowhere:9\n");
    addDockerfile("copyless", "FROM debian:bookworm-slim\n\nCOPY nothing /opt/\nJUMP now\n");
    manager.client().put("/onboarding");

    JsonNode failed = await("failing", state("FAILED"));
    assertThat(failed.get("log")).extracting(JsonNode::asText).contains("a reason");
    assertThat(failed.get("reason").asText()).contains("a reason", "code: 7", manager.location());
    assertThat(type("failing").get("stateReason")).isEqualTo(failed.get("reason"));
    assertThat(await("shellless", state("FAILED")).get("reason").asText()).contains("no /bin/sh");
    assertThat(Docker.attempt("image", "inspect", reference("shellless")).exitCode()).isNotZero();
    assertThat(await("baseless", state("FAILED")).get("reason").asText())
        .contains("base image dockerrm-test-nowhere:9, which is not on this engine")
        .contains("correct FROM in the Dockerfile");
    assertThat(image("copyless").get("state").asText()).isEqualTo("MISSING");
    assertThat(type("copyless").get("stateReason").asText())
        .isEqualTo(
            "Dockerfile:3: COPY: there is no 'nothing' in the package; Dockerfile:4: unknown"
                + " instruction 'JUMP'; a line that goes on in the next one ends with a backslash");
    Answer refused = manager.client().post(path("copyless"), "");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").asText()).contains("Dockerfile:3");
  }

  @Test
  void pullsTheImageThatAPackageNamesAndRunsIt() throws Exception {
    String tiny = registry.reference("team/tiny:7");
    addReadyMade("pulled", tiny);
    addReadyMade("unknown", registry.reference("team/unknown:1"));
    addReadyMade("private", registry.reference("private/image:1"));
    addReadyMade("noregistry", "127.0.0.1:1/team/image:1");
    manager.client().put("/onboarding");

    List<Events.Event> events = Events.of(manager.client().base(), path("pulled"));
    assertThat(events.get(events.size() - 1).data())
        .contains("\"state\":\"BUILT\"", "\"image\":\"" + tiny + "\"");
    assertThat(events).anyMatch(event -> event.data().contains("Pull complete"));
    JsonNode pulled = image("pulled");
    assertThat(pulled.get("step")).isEqualTo(pulled.get("steps"));
    String instance = manager.client().install(resource("pulled"), Map.of());
    String container =
        manager
            .client()
            .instance(instance)
            .get("internalResourceInstances")
            .get(0)
            .get("id")
            .asText();
    assertThat(Docker.run("inspect", "-f", "{{.Config.Image}}", container).strip()).isEqualTo(tiny);
    manager.client().complete(resource("pulled"), "Uninstall", instance, Map.of());

    assertThat(await("unknown", state("FAILED")).get("reason").asText())
        .contains("could not be pulled on location " + manager.location())
        .contains("has no such image");
    assertThat(await("private", state("FAILED")).get("reason").asText())
        .contains("requires a login");
    assertThat(await("noregistry", state("FAILED")).get("reason").asText())
        .contains("registry cannot be reached");
    registry.take(tiny, "team/unknown", "1");
    assertThat(manager.client().post(path("unknown"), "").status()).isEqualTo(202);
    await("unknown", state("BUILT"));
    Docker.run("rmi", registry.reference("team/unknown:1"));
  }

  @Test
  void aRestartEndsBuildsWithTheirListenersAndFindsWhatIsBuilt() throws Exception {
    Manager shared = manager;
    try (Manager own = Manager.with()) {
      manager = own;
      addPackage("kept", "RUN echo kept");
      addPackage("cut", "RUN echo cut; sleep 600");
      own.start();
      JsonNode kept = await("kept", state("BUILT"));
      await().atMost(LONGEST).until(() -> builders("sleep 600", "cut").size() == 1);
      HttpResponse<Stream<String>> events = Events.open(own.client().base(), path("cut"));
      long begin = System.nanoTime();

      own.stop();

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
      assertThat(Events.lines(events)).noneMatch(line -> line.equals("event:end"));
      await().atMost(LONGEST).until(() -> builders("sleep 600", "cut").isEmpty());
      FileSystemUtils.deleteRecursively(directory("cut"));
      own.start();
      JsonNode found = await("kept", state("BUILT"));
      assertThat(found.get("id")).isEqualTo(kept.get("id"));
      assertThat(found.get("log")).isEmpty();
    } finally {
      manager = shared;
    }
  }

  @Test
  void hasNothingToTellOfTypesWithoutAnImage() {
    for (String type : List.of("resource::nothing::1.0", "resource::docker-network::1.0")) {
      String path = "/types/" + type + "/image";
      assertThat(manager.client().get(path).status()).isEqualTo(404);
      assertThat(manager.client().post(path, "").status()).isEqualTo(404);
      assertThat(Events.status(manager.client().base(), path)).isEqualTo(404);
    }
  }

  /** A client that goes away in the middle. */
  private void leaveEarly(String name) throws Exception {
    try (Stream<String> events = Events.open(manager.client().base(), path(name)).body()) {
      assertThat(events.findFirst()).isPresent();
    }
  }

  private void addPackage(String name, String... instructions) {
    addDockerfile(
        name,
        "FROM debian:bookworm-slim\nLABEL dockerrm-test=%s\n%s\n"
            .formatted(suite, String.join("\n", instructions)));
  }

  private void addDockerfile(String name, String dockerfile) {
    Path directory = directory(name);
    addDescriptor(name, "");
    Manager.write(directory.resolve("Dockerfile"), dockerfile);
  }

  private void addReadyMade(String name, String image) {
    addDescriptor(name, "image: " + image + "\n");
  }

  private void addDescriptor(String name, String more) {
    Manager.write(
        directory(name).resolve("resource.yml"),
        "name: " + resource(name) + "\nlifecycle: [Install, Uninstall]\n" + more);
    Manager.write(
        directory(name).resolve("lifecycle/lifecycle.yaml"),
        "version: 1\nlifecycle: {install: /bin/true, uninstall: /bin/true}\n");
  }

  private Path directory(String name) {
    return manager.home().resolve("csars").resolve(name(name));
  }

  private String name(String name) {
    return name + "-" + suite;
  }

  private String resource(String name) {
    return "resource::" + name(name) + "::1.0";
  }

  private String reference(String name) {
    return "dockerrm_" + name(name) + ":1.0";
  }

  private String path(String name) {
    return "/types/" + resource(name) + "/image";
  }

  private String id(String name) {
    return Docker.run("image", "inspect", "-f", "{{.Id}}", reference(name)).strip();
  }

  private JsonNode image(String name) {
    Answer answer = manager.client().get(path(name));
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json();
  }

  private JsonNode type(String name) {
    return manager.client().get("/types/" + resource(name)).json();
  }

  private boolean published(String name) {
    return type(name).get("state").asText().equals("PUBLISHED");
  }

  private JsonNode await(String name, Predicate<JsonNode> expected) {
    return await("the image of " + name).atMost(LONGEST).until(() -> image(name), expected::test);
  }

  private static ConditionFactory await(String... what) {
    return Awaitility.await(String.join(" ", what));
  }

  private static Predicate<JsonNode> state(String state) {
    return image -> image.get("state").asText().equals(state);
  }

  /** The containers in which the engine carries out a step now. */
  private List<String> builders(String... words) {
    return Docker.run(
            "ps",
            "-a",
            "--no-trunc",
            "--filter",
            "label=dockerrm-test=" + suite,
            "--format",
            "{{.Command}}")
        .lines()
        .filter(command -> List.of(words).stream().allMatch(command::contains))
        .toList();
  }
}
