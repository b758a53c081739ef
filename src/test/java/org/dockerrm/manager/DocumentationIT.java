package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The sessions of the documentation, run as they stand: all {@code sh} blocks after a {@code <!--
 * session -->} comment, pasted into one shell.
 */
@Tag("long")
class DocumentationIT {

  private static final Pattern SESSION_BLOCK =
      Pattern.compile("<!-- session -->\\s*```sh\\n(.*?)```", Pattern.DOTALL);
  private static final String EXAMPLE = "resource::example::1.0";
  private static final int SECONDS = 120;

  private static Manager manager;

  @TempDir Path home;

  @BeforeAll
  static void start() {
    manager = Manager.with().add(Path.of("csars/example")).start();
    manager.client().awaitPublished(EXAMPLE);
  }

  @AfterAll
  static void stop() {
    manager.close();
  }

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
  }

  @ParameterizedTest
  @CsvSource({"README.md,5", "docs/rest-guide.md,10"})
  void sessionsRunAsTheyStand(Path page, int leastTransitions) throws Exception {
    int before = transitions().size();
    Path output = home.resolve("output");
    ProcessBuilder command =
        new ProcessBuilder("bash", "-e", "-u", "-o", "pipefail", "-c", session(page))
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    command.environment().put("DOCKERRM_URL", manager.client().base().toString());
    command.environment().put("DOCKERRM_DATA", home.resolve("data").toString());
    Process shell = command.start();
    shell.getOutputStream().close();
    boolean ended = shell.waitFor(SECONDS, TimeUnit.SECONDS);
    shell.destroyForcibly();

    String said = Files.readString(output);
    assertThat(ended).as(said).isTrue();
    assertThat(shell.exitValue()).as(said).isZero();
    assertThat(transitions())
        .as(said)
        .hasSizeGreaterThanOrEqualTo(before + leastTransitions)
        .allSatisfy(
            request -> assertThat(request.get("requestState").asText()).isEqualTo("COMPLETED"));
    assertThat(Docker.containersOf(manager.location())).isEmpty();
    assertThat(Docker.networksOf(manager.location())).isEmpty();
  }

  /** The page's session, for the manager and the location of this test. */
  private static String session(Path page) throws IOException {
    URI base = manager.client().base();
    String text = Files.readString(page, StandardCharsets.UTF_8);
    return SESSION_BLOCK
        .matcher(text)
        .results()
        .map(block -> block.group(1))
        .collect(Collectors.joining("\n"))
        .replace("./dockerrm", Path.of("dockerrm").toAbsolutePath().toString())
        .replace("localhost:8081", base.getHost() + ":" + base.getPort())
        .replace("\"dev\"", "\"" + manager.location() + "\"")
        .replace("/deployment-locations/dev", "/deployment-locations/" + manager.location());
  }

  private static JsonNode transitions() {
    RmClient rm = manager.client();
    return rm.get("/lifecycle/transitions?limit=1000").json().get("items");
  }
}
