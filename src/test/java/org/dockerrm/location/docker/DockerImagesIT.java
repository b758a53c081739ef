package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ImageBuild;
import org.dockerrm.location.ImageView;
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
        "FROM debian:bookworm-slim\nCOPY . /data\nRUN ls -l /data && printf 'half '\n");
    Files.writeString(directory.resolve(".dockerignore"), "secret\n");
    Files.writeString(directory.resolve("secret"), "x");
    Path script = Files.writeString(directory.resolve("run.sh"), "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(directory.resolve("link"), Path.of("run.sh"));

    String id = engine.host.build(build(directory, tag("data"), tag("other")), progress::add);

    assertThat(id).startsWith("sha256:");
    assertThat(engine.host.image(tag("data"))).map(ImageView::id).contains(id);
    assertThat(engine.host.image(tag("other"))).map(ImageView::id).contains(id);
    assertThat(engine.host.image(id)).map(ImageView::id).contains(id);
    assertThat(progress)
        .anyMatch(line -> line.startsWith("Step 2/"))
        .anyMatch(line -> line.endsWith("link -> run.sh"))
        .anyMatch(line -> line.startsWith("-rwxr-xr-x") && line.endsWith("run.sh"))
        .noneMatch(line -> line.contains("secret"))
        .noneMatch(line -> line.contains("\n"));
  }

  @Test
  void aFailedBuildNamesTheStepAndTheLastLines(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("Dockerfile"),
        "FROM debian:bookworm-slim\nRUN echo before; echo the reason; exit 7\n");

    assertThatThrownBy(() -> engine.host.build(build(directory, tag("bad")), line -> {}))
        .isInstanceOfSatisfying(
            HostException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(Reason.REFUSED);
              assertThat(e)
                  .hasMessageContaining("Step 2/")
                  .hasMessageContaining("non-zero code: 7")
                  .hasMessageContaining("the reason");
            });
    assertThat(engine.host.image(tag("bad"))).isEmpty();
  }

  @Test
  void linesWithoutEndAreCut(@TempDir Path directory) throws IOException {
    Files.writeString(
        directory.resolve("Dockerfile"),
        "FROM debian:bookworm-slim\nRUN head -c 100000 /dev/zero | tr '\\0' a\n");
    List<String> lines = Collections.synchronizedList(new ArrayList<>());

    engine.host.build(
        build(directory, tag("long")),
        line -> {
          lines.add(line);
          throw new IllegalStateException("a listener of a test fails on purpose");
        });

    assertThat(lines).anyMatch(line -> line.startsWith("aaaa")).allMatch(l -> l.length() <= 2_000);
  }

  @Test
  void whatCannotBeBuiltIsRefused(@TempDir Path directory) throws IOException {
    assertThatThrownBy(() -> engine.host.build(build(directory, tag("none")), line -> {}))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("no Dockerfile");
    Files.writeString(directory.resolve("Dockerfile"), "NONSENSE here\n");
    assertThatThrownBy(() -> engine.host.build(build(directory, tag("none")), line -> {}))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("NONSENSE");
    Files.writeString(directory.resolve("Dockerfile"), "FROM debian:bookworm-slim\n");
    assertThatThrownBy(() -> engine.host.build(build(directory, "UPPER CASE"), line -> {}))
        .isInstanceOfSatisfying(
            HostException.class, e -> assertThat(e.reason()).isEqualTo(Reason.REFUSED));
  }
}
