package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ImageBuild;
import org.dockerrm.location.ImageView;
import org.dockerrm.support.Docker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Image builds on a real engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DockerImagesIT {

  private final Engine engine = new Engine();
  private final List<String> progress = Collections.synchronizedList(new ArrayList<>());

  @AfterAll
  void cleanUp() {
    engine.close();
  }

  private ImageBuild build(Path directory, String... tags) {
    return new ImageBuild(directory, List.of(tags), Map.of("dockerrm-test", engine.suite));
  }

  private String tag(String name) {
    return "dockerrm-test-" + name + ":" + engine.suite;
  }

  @Test
  void buildsADirectoryWithoutWhatItIgnores(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("Dockerfile"),
        // What a test that was killed has left in the engine's cache prints nothing.
        "FROM debian:bookworm-slim\nCOPY . /data\nRUN ls -l /data && printf 'half ' # "
            + UUID.randomUUID());
    Files.writeString(directory.resolve(".dockerignore"), "secret\n");
    Files.writeString(directory.resolve("secret"), "x");
    Path script = Files.writeString(directory.resolve("run.sh"), "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(directory.resolve("link"), Path.of("run.sh"));

    String id =
        engine.host.images().build(build(directory, tag("data"), tag("other")), progress::add);

    assertThat(id).startsWith("sha256:");
    assertThat(engine.host.images().find(tag("data"))).map(ImageView::id).contains(id);
    assertThat(engine.host.images().find(tag("other"))).map(ImageView::id).contains(id);
    assertThat(engine.host.images().find(id)).map(ImageView::id).contains(id);
    assertThat(progress)
        .anyMatch(line -> line.startsWith("Step 2/"))
        .anyMatch(line -> line.endsWith("link -> run.sh"))
        .anyMatch(line -> line.startsWith("-rwxr-xr-x") && line.endsWith("run.sh"))
        .noneMatch(line -> line.contains("secret"))
        .noneMatch(line -> line.contains("\n"));
  }

  @Test
  void aFailedBuildNamesTheStep(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("Dockerfile"),
        "FROM debian:bookworm-slim\nRUN echo before; echo the reason; exit 7\n");

    assertThatThrownBy(
            () -> engine.host.images().build(build(directory, tag("bad")), progress::add))
        .isInstanceOfSatisfying(
            HostException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.REFUSED);
              assertThat(e)
                  .hasMessageContaining("at step 2 of 3")
                  .hasMessageContaining("non-zero code: 7");
            });
    assertThat(progress).contains("the reason");
    assertThat(engine.host.images().find(tag("bad"))).isEmpty();
  }

  @Test
  void anImageWithoutAShellGetsNoNameAndGoes(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("Dockerfile"), "FROM scratch\nCOPY Dockerfile /\n");

    assertThatThrownBy(
            () -> engine.host.images().build(build(directory, tag("empty")), progress::add))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("/bin/sh");

    assertThat(engine.host.images().find(tag("empty"))).isEmpty();
    String built =
        progress.stream().filter(line -> line.startsWith("Successfully built")).findFirst().get();
    assertThat(engine.host.images().find(built.substring(19))).isEmpty();
    assertThat(containers(DockerImageFiles.PROBE_LABEL, "dockerrm-test=" + engine.suite)).isEmpty();
  }

  /** The docker command's own builds are the measure. */
  @Test
  void ignoresWhatTheDockerCommandIgnores(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("Dockerfile"), "FROM debian:bookworm-slim\nCOPY . /srv/app\n");
    Files.writeString(
        directory.resolve(".dockerignore"),
        """
        \uFEFF# see [x
        /secret.env
        /notes
        **/.env
        **/*.pyc
        // x
        ../y
        docs/*
        !docs/keep.md
        t?p[0-9]
        Dockerfile*
        .dockerignore
        deep/**
        !deep/a/kept
        trailing/\s
        a/../gone
        """);
    for (String file :
        List.of(
            "secret.env",
            "sub/secret.env",
            "notes/today",
            "a/.env",
            "a/b/c.pyc",
            "a/b/c.py",
            "x",
            "y",
            "docs/keep.md",
            "docs/other.md",
            "tmp1",
            "tmpx",
            "deep/a/kept",
            "deep/a/other",
            "trailing/z",
            "gone",
            "Dockerfile.old")) {
      Path path = directory.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, file);
    }
    String byCommand = tag("by-command");
    Docker.run(
        "build", "-q", "--label", "dockerrm-test=" + engine.suite, "-t", byCommand, directory + "");

    engine.host.images().build(build(directory, tag("by-host")), progress::add);

    assertThat(files(tag("by-host")))
        .isEqualTo(files(byCommand))
        .contains("/srv/app/docs/keep.md", "/srv/app/deep/a/kept", "/srv/app/sub/secret.env")
        .doesNotContain("/srv/app/secret.env", "/srv/app/a/.env", "/srv/app/Dockerfile");
  }

  private static List<String> files(String image) {
    return Docker.run("run", "--rm", image, "find", "/srv/app").lines().sorted().toList();
  }

  @Test
  void knowsAfterTheBuildWhichScriptsThereAre(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("Dockerfile"),
        """
        FROM debian:bookworm-slim AS common
        COPY lifecycle /opt/lifecycle
        RUN chmod 755 /opt/lifecycle/step.sh && ln -s step.sh /opt/lifecycle/install.sh \\
         && ln -s /opt/lifecycle/install.sh /start.sh && ln -s nothing /opt/dangling.sh \\
         && ln -s circle.sh /opt/circle.sh && touch /opt/plain.sh
        FROM common
        """);
    Files.writeString(directory.resolve(".dockerignore"), "*\n!lifecycle\n");
    Files.createDirectories(directory.resolve("lifecycle"));
    Files.writeString(directory.resolve("lifecycle/step.sh"), "#!/bin/sh\n");

    List<String> there =
        List.of("/opt/lifecycle/step.sh", "/opt/lifecycle/install.sh", "/start.sh");
    String id = engine.host.images().build(withScripts(directory, there), progress::add);

    assertThat(engine.host.images().obstacle(id, there)).isEmpty();
    assertThat(engine.host.images().obstacle(id, List.of("/start.sh", "/opt/none.sh")))
        .contains("has no /opt/none.sh, which the package names as a script");
    assertThat(engine.host.images().obstacle(id, List.of("/opt/dangling.sh"))).isPresent();
    assertThat(engine.host.images().obstacle(id, List.of("/opt/circle.sh"))).isPresent();
    assertThat(engine.host.images().obstacle(id, List.of("/opt/lifecycle"))).isPresent();
    assertThat(engine.host.images().obstacle(id, List.of("/opt/plain.sh")))
        .hasValueSatisfying(why -> assertThat(why).contains("chmod 755"));
    assertThatThrownBy(
            () ->
                engine
                    .host
                    .images()
                    .build(withScripts(directory, List.of("/opt/none.sh")), progress::add))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("The image has no /opt/none.sh");
  }

  private ImageBuild withScripts(Path directory, List<String> scripts) {
    return new ImageBuild(
        directory,
        List.of(tag("scripts")),
        Map.of("dockerrm-test", engine.suite),
        scripts,
        Optional.empty(),
        0,
        false);
  }

  @Test
  void anImageThatIsTooLargeGetsNoNameAndGoes(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("Dockerfile"),
        "FROM debian:bookworm-slim\nRUN echo %s >/large\n".formatted(engine.suite));
    ImageBuild large =
        new ImageBuild(
            directory,
            List.of(tag("large")),
            Map.of("dockerrm-test", engine.suite),
            List.of(),
            Optional.of("none"),
            1 << 20,
            false);

    assertThatThrownBy(() -> engine.host.images().build(large, progress::add))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("and may have 1 (packages.maxImageMiB in config.yml)");

    assertThat(engine.host.images().find(tag("large"))).isEmpty();
  }

  @Test
  void aLookWhoseContainerWasMadeWithoutAnAnswerLeavesNone() {
    AtomicReference<String> made = new AtomicReference<>();
    try (DockerHost unlucky =
        new DockerHost(
            Engine.at("test", Engine.ENDPOINT, Optional.empty()),
            Clock.systemUTC(),
            new TransportDecorator(
                (location, transport) -> new LostCreation(transport, made),
                Duration.ofSeconds(30)))) {
      assertThatThrownBy(() -> unlucky.images().obstacle(Engine.IMAGE, List.of()))
          .isInstanceOf(HostException.class);
    }

    assertThat(made.get()).contains("/containers/create");
    String name = made.get().replaceFirst(".*name=", "");
    assertThat(Docker.run("ps", "-aq", "--filter", "name=" + name)).isBlank();
  }

  /** Has containers made, and loses the answer. */
  private record LostCreation(DockerHttpClient transport, AtomicReference<String> made)
      implements DockerHttpClient {

    @Override
    public Response execute(Request request) {
      Response response = transport.execute(request);
      if (request.path().contains("/containers/create")) {
        made.set(request.path());
        response.close();
        throw new UncheckedIOException(new IOException("the connection was cut by the test"));
      }
      return response;
    }

    @Override
    public void close() throws IOException {
      transport.close();
    }
  }

  @Test
  void aShellIsFoundWithoutStartingAnything() {
    assertThat(engine.host.images().obstacle(Engine.IMAGE, List.of("/bin/cat"))).isEmpty();
    await()
        .untilAsserted(
            () ->
                assertThat(containers(DockerImageFiles.PROBE_LABEL + "=" + Engine.IMAGE))
                    .isEmpty());
  }

  @Test
  void anUnknownBaseIsNamed(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("Dockerfile"), "FROM 127.0.0.1:1/dockerrm-test-none:3 AS x\nRUN true\n");

    assertThatThrownBy(() -> engine.host.images().build(build(directory, tag("base")), line -> {}))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("base image 127.0.0.1:1/dockerrm-test-none:3, which is not on this")
        .hasMessageContaining("its registry cannot be reached");
  }

  @Test
  void anInterruptEndsTheBuildOnTheEngine(@TempDir Path directory) throws Exception {
    Files.writeString(
        directory.resolve("Dockerfile"),
        "FROM debian:bookworm-slim\nLABEL dockerrm-test=%s\nRUN echo begun && sleep 600\n"
            .formatted(engine.suite));
    AtomicReference<HostException> failure = new AtomicReference<>();
    Thread builder =
        new Thread(
            () -> {
              try {
                engine.host.images().build(build(directory, tag("endless")), progress::add);
              } catch (HostException e) {
                failure.set(e);
              }
            });
    builder.start();
    await().atMost(Duration.ofSeconds(30)).until(() -> progress.contains("begun"));
    assertThat(inTheMaking()).hasSize(1);

    builder.interrupt();

    builder.join(5_000);
    assertThat(failure.get()).hasMessageContaining("was interrupted");
    await().atMost(Duration.ofSeconds(30)).until(() -> inTheMaking().isEmpty());
    assertThat(engine.host.images().find(tag("endless"))).isEmpty();
  }

  private List<Container> inTheMaking() {
    return containers("dockerrm-test=" + engine.suite);
  }

  private List<Container> containers(String... labels) {
    return engine
        .client()
        .listContainersCmd()
        .withShowAll(true)
        .withLabelFilter(List.of(labels))
        .exec();
  }

  @Test
  void linesWithoutEndAreCut(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("Dockerfile"),
        "FROM debian:bookworm-slim\nRUN head -c 100000 /dev/zero | tr '\\0' a\n");
    List<String> lines = Collections.synchronizedList(new ArrayList<>());

    engine
        .host
        .images()
        .build(
            build(directory, tag("long")),
            line -> {
              lines.add(line);
              throw new IllegalStateException("a listener of a test fails on purpose");
            });

    assertThat(lines).anyMatch(line -> line.startsWith("aaaa")).allMatch(l -> l.length() <= 2_000);
  }

  @Test
  void whatCannotBeBuiltIsRefused(@TempDir Path directory) throws IOException {
    assertThatThrownBy(() -> engine.host.images().build(build(directory, tag("none")), line -> {}))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("no Dockerfile");
    Files.writeString(directory.resolve("Dockerfile"), "NONSENSE here\n");
    assertThatThrownBy(() -> engine.host.images().build(build(directory, tag("none")), line -> {}))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("NONSENSE");
    Files.writeString(directory.resolve("Dockerfile"), "FROM debian:bookworm-slim\n");
    assertThatThrownBy(() -> engine.host.images().build(build(directory, "UPPER CASE"), line -> {}))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
  }
}
