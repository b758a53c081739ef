package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A manager that insists on the order of transitions, has two locations and keeps a trace. */
@ExtendWith(OutputCaptureExtension.class)
class StrictManagerIT {

  private static Manager manager;
  private static RmClient rm;
  private static Path trace;

  @BeforeAll
  static void start() throws IOException {
    manager = Manager.with("probe");
    trace = manager.home().resolve("trace.csv");
    manager.configure(
        "strictStates: true\ngenerateTraceFile: true\ntraceFile: \"%s\"".formatted(trace));
    Path locations = manager.home().resolve("config/locations.yml");
    Files.writeString(
        locations,
        Files.readString(locations)
            + """
              - name: %s-too
                type: test
                description: "the same engine again"
            """
                .formatted(manager.location()));
    manager.start();
    rm = manager.client().awaitPublished(Types.PROBE);
  }

  @AfterAll
  static void stop() {
    Docker.clean(manager.location() + "-too");
    manager.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Start", "Integrity", "Stop", "Reconfigure"})
  void refusesWhatIsOutOfOrder(String transition) {
    String id = rm.install(Types.PROBE, Map.of());
    Snapshot before = Snapshot.of(manager);
    JsonNode instance = rm.instance(id);

    JsonNode problem =
        Http.problem(
            rm.transition(Types.PROBE, transition, id, Map.of("text", "new")),
            409,
            Http.TRANSITIONS);

    assertThat(problem.get("detail").asText()).contains(transition, "Installed");
    assertThat(Snapshot.of(manager)).isEqualTo(before);
    assertThat(rm.instance(id)).isEqualTo(instance);
    rm.complete(Types.PROBE, "Uninstall", id, Map.of());
  }

  @Test
  void refusesAnInstanceOfAnotherLocation() {
    String id = rm.install(Types.PROBE, Map.of());
    Snapshot before = Snapshot.of(manager);
    String body =
        rm.body(Types.PROBE, "echo", id)
            .put("deploymentLocation", manager.location() + "-too")
            .toString();

    JsonNode problem = Http.problem(Http.post(rm, body), 400, Http.TRANSITIONS);

    assertThat(problem.get("detail").asText()).contains("location " + manager.location());
    assertThat(Snapshot.of(manager)).isEqualTo(before);
    rm.complete(Types.PROBE, "Uninstall", id, Map.of());
  }

  @Test
  void keepsPasswordsToTheirContainer(CapturedOutput log) throws IOException {
    String secret = "pw-" + Long.toHexString(System.nanoTime());
    String token = "token-" + Long.toHexString(System.nanoTime());
    StringBuilder answers = new StringBuilder();
    Answer accepted = rm.transition(Types.PROBE, "Install", null, Map.of("secret", secret));
    String id = accepted.json().get("resourceId").asText();
    answers.append(accepted.text()).append(rm.end(accepted.json().get("requestId").asText()));
    answers.append(rm.complete(Types.PROBE, "Configure", id, Map.of("secret", secret + "2")));
    answers.append(rm.complete(Types.PROBE, "echo", id, Map.of("message", "hi", "token", token)));
    // Wrong in other ways, with the secret inside.
    for (String transition : new String[] {"Stop", "Dance", "Install"}) {
      answers.append(rm.transition(Types.PROBE, transition, id, Map.of("secret", secret)).text());
    }
    answers.append(Http.post(rm, "{\"properties\":{\"secret\":" + secret + "}}").text());
    answers.append(Http.post(rm, "{\"properties\":[\"" + secret + "\"]}").text());
    answers.append(rm.transition("resource::no::1", "Install", null, Map.of("a", secret)).text());
    answers.append(rm.get("/lifecycle/transitions").text()).append(rm.instance(id));
    answers.append(rm.get("/topology/instances").text());

    String container = WholeLifeIT.container(rm, id);
    assertThat(Docker.file(container, "/var/probe/Install.yml")).contains("\"" + secret + "\"");
    assertThat(Docker.file(container, "/var/probe/Configure.yml")).contains(secret + "2");
    assertThat(Docker.file(container, "/var/probe/echo.yml")).contains(token);
    for (String seen :
        new String[] {
          answers.toString(),
          log.toString(),
          Docker.run("inspect", container),
          Docker.file(container, "/var/probe/Configure.env"),
          Files.readString(trace),
          engine("/history/variable-instance?maxResults=1000"),
          engine("/history/detail?maxResults=1000")
        }) {
      assertThat(seen).isNotBlank().doesNotContain(secret, token);
    }
    assertThat(Files.readString(trace)).contains("********", "POST " + Http.TRANSITIONS);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(trace)))
        .isEqualTo("rw-------");
    rm.complete(Types.PROBE, "Uninstall", id, Map.of());
  }

  private static String engine(String path) throws IOException {
    String password = Files.readString(manager.home().resolve("data/admin-password")).strip();
    byte[] login = ("admin:" + password).getBytes(StandardCharsets.UTF_8);
    Answer answer =
        Http.get(
            rm,
            "/engine-rest" + path,
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(login));
    assertThat(answer.status()).isEqualTo(200);
    return answer.text();
  }
}
