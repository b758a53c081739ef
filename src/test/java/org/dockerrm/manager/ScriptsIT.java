package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.TestPackage;
import org.dockerrm.support.Types;
import org.dockerrm.support.Upload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of the values that scripts get, and of what they print. */
class ScriptsIT {

  private final Manager manager = SharedManager.get();
  private final RmClient rm = manager.client();

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
  }

  @Test
  void anInstanceKeepsItsValuesWhereAScriptRefusesNewOnes() {
    String id = rm.install(Types.PROBE, Map.of("text", "before"));

    JsonNode refused =
        rm.run(Types.PROBE, "Reconfigure", id, Map.of("text", "refused", "fail", "Reconfigure"));

    assertThat(refused.get("requestState").asText()).isEqualTo("FAILED");
    JsonNode properties = rm.instance(id).get("properties");
    assertThat(properties.get("text").asText()).isEqualTo("before");
    assertThat(properties.get("fail").asText()).isEmpty();
    String container = WholeLifeIT.container(rm, id);
    assertThat(Docker.run("exec", container, "cat", "/opt/rmparams"))
        .contains("\"text\": \"before\"")
        .doesNotContain("refused");
  }

  @Test
  void aCancelledScriptsOutputIsWhatItPrinted() {
    String id = rm.install(Types.PROBE, Map.of());
    String request =
        rm.transition(Types.PROBE, "Configure", id, Map.of("pause", "600"))
            .json()
            .get("requestId")
            .asText();
    String container = WholeLifeIT.container(rm, id);
    await()
        .until(() -> Docker.run("exec", container, "cat", "/var/probe/runs").contains("Configure"));

    rm.post("/lifecycle/transitions/" + request + "/cancel", "");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                rm.get("/lifecycle/transitions/" + request + "/output")
                    .json()
                    .path(0)
                    .has("finishedAt"));
    assertThat(
            rm.get("/lifecycle/transitions/" + request + "/output")
                .json()
                .get(0)
                .get("output")
                .asText())
        .isEqualTo("Configure of an instance\n");
    assertThat(rm.instance(id).get("properties").get("pause").asText()).isEqualTo("0");
  }

  @Test
  void whatAScriptPrintsIsShownWhileItRuns() throws Exception {
    String id = rm.install(Types.PROBE, Map.of("secret", "harbour-lights"));
    String container =
        replaceConfigure(
            id,
            "echo begun with harbour-lights",
            "while [ ! -e /tmp/go ]; do sleep 0.1; done",
            "printf 'more of harb'; sleep 2.5; echo our-lights",
            "sed -i 's/^\"secret\".*/\"secret\": \"made-by-itself\"/' /opt/rmparams",
            "echo and made-by-itself");
    String path = configure(id);

    try (Stream<String> events = Events.open(rm.base(), path + "?follow=true").body()) {
      Iterator<String> lines = events.iterator();
      StringBuilder seen = new StringBuilder();
      while (!seen.toString().contains("begun with ********")) {
        seen.append(lines.next()).append('\n');
      }
      JsonNode underWay = rm.get(path).json().get(0);
      assertThat(underWay.has("finishedAt")).isFalse();
      assertThat(underWay.get("output").asText()).isEqualTo("begun with ********\n");
      Docker.run("exec", container, "touch", "/tmp/go");
      lines.forEachRemaining(line -> seen.append(line).append('\n'));

      assertThat(texts(seen)).isEqualTo("begun with ********\nmore of ********\nand ********\n");
      assertThat(seen)
          .containsSubsequence("begun with ********", "event:exit", "event:end")
          .containsOnlyOnce("begun with")
          .contains(
              "data:{\"script\":\"/opt/lifecycle/configure.sh\",\"exitCode\":0}",
              "\"requestState\":\"COMPLETED\"")
          .doesNotContain("harb", "lights", "itself");
    }
    assertThat(Events.of(rm.base(), path))
        .extracting(Events.Event::name)
        .containsExactly("step", "output", "exit", "end");
  }

  @Test
  void aLostScriptsOutputIsWhatItPrinted() {
    String id = rm.install(Types.PROBE, Map.of("secret", "harbour-lights"));
    String container =
        replaceConfigure(id, "echo begun with harbour-lights", ": >/tmp/begun", "sleep 600");
    String path = configure(id);
    await().until(() -> Docker.run("exec", container, "ls", "/tmp").contains("begun"));

    Docker.run(
        "exec",
        container,
        "sh",
        "-c",
        "for p in /opt/.dockerrm/*/process; do read -r id t <$p; kill -KILL -$id; done; true");

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> rm.get(path).json().path(0).has("finishedAt"));
    assertThat(rm.get(path).json().get(0).get("output").asText())
        .isEqualTo("begun with ********\n");
  }

  @Test
  void aRequestNamesTheValuesThatAreTooLongForTheEnvironment() {
    String id = rm.install(Types.PROBE, Map.of());
    String container =
        replaceConfigure(
            id,
            "grep -v '^\"text\"' /opt/rmparams >/tmp/changed",
            "{ printf '\"text\": \"'; head -c 200000 /dev/zero | tr '\\0' x; echo '\"'; } >>/tmp/changed",
            "cat /tmp/changed >/opt/rmparams");
    rm.complete(Types.PROBE, "Configure", id, Map.of());
    Docker.run("rm", "-f", container);

    RmClient.Answer answer = rm.post("/topology/instances/" + id + "/heal", "");
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    JsonNode healed = rm.end(answer.json().get("requestId").asText());

    assertThat(healed.get("requestState").asText()).as("%s", healed).isEqualTo("COMPLETED");
    assertThat(healed.get("requestStateReason").asText())
        .contains("too long for the environment of the container")
        .containsOnlyOnce("RM_PROP_text");
    assertThat(rm.instance(id).at("/properties/text").asText()).hasSize(200_000);
  }

  @Test
  void aDefaultThatIsTooLongForTheEnvironmentIsWholeInThePropertiesFile() {
    String value = "0123456789".repeat(15_000);
    TestPackage wordy =
        new TestPackage(
                "wordy",
                "1.0",
                """
                properties:
                  story: {type: string, default: "%s"}
                  brief: {type: string, default: here}
                lifecycle: [Install, Uninstall]
                """
                    .formatted(value),
                Map.of("Install", "env >/opt/variables", "Uninstall", "true"))
            .publish(rm);

    JsonNode installed = rm.complete(wordy.type(), "Install", null, Map.of());

    assertThat(installed.get("requestStateReason").asText())
        .contains("too long for the environment of the container", "RM_PROP_story")
        .doesNotContain("RM_PROP_brief");
    String id = installed.get("resourceId").asText();
    String container = WholeLifeIT.container(rm, id);
    assertThat(Docker.file(container, "/opt/rmparams").lines())
        .contains("\"story\": \"" + value + "\"");
    assertThat(Docker.file(container, "/opt/variables"))
        .contains("RM_PROP_brief=here")
        .doesNotContain("RM_PROP_story");
    rm.complete(wordy.type(), "Uninstall", id, Map.of());
    assertThat(Upload.delete(rm, wordy.type()).status()).isEqualTo(204);
  }

  /** The texts of output events, one after the other, however the looks have cut them. */
  private static String texts(CharSequence events) {
    return Pattern.compile("\"text\":\"(.*)\"}")
        .matcher(events)
        .results()
        .map(found -> found.group(1).replace("\\n", "\n"))
        .collect(Collectors.joining());
  }

  /** Has the instance's container run these lines at its next Configure; returns its id. */
  private String replaceConfigure(String id, String... lines) {
    String container = WholeLifeIT.container(rm, id);
    Docker.run(
        "exec",
        container,
        "sh",
        "-c",
        "printf '%s\\n' \"$@\" >/opt/lifecycle/configure.sh",
        "sh",
        "#!/bin/sh",
        String.join("\n", lines));
    return container;
  }

  /** Asks for Configure; returns the path of its output. */
  private String configure(String id) {
    String request =
        rm.transition(Types.PROBE, "Configure", id, Map.of()).json().get("requestId").asText();
    String path = "/lifecycle/transitions/" + request + "/output";
    await().until(() -> !rm.get(path).json().isEmpty());
    return path;
  }
}
