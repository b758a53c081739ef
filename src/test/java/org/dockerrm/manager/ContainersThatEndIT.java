package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.UUID;
import org.dockerrm.support.Docker;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Upload;
import org.dockerrm.support.Zip;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where a container ends by itself, the reason has what it wrote last. */
class ContainersThatEndIT {

  private static final String WORDS = "echo line 7: no such word; exit 3";
  private static final String LATER = "while [ ! -e /go ]; do sleep 0.1; done; " + WORDS;

  private final RmClient rm = SharedManager.get().client();

  @ParameterizedTest
  @CsvSource({
    "at once, Install, exit 0, exit 0",
    "while a script runs, Install, touch /go; sleep 60, exit 0",
    "before it is healthy, Start, exit 0, touch /go",
  })
  void theReasonHasTheirLastLines(String when, String transition, String install, String start) {
    String name = "ending" + UUID.randomUUID().toString().substring(0, 6);
    String type = "resource::" + name + "::1.0";
    Zip zip = zip(type, when.equals("at once") ? WORDS : LATER, install, start);
    RmClient.Answer uploaded = Upload.post(rm, zip.bytes());
    assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(201);
    rm.awaitPublished(type);

    JsonNode end = end(rm.transition(type, "Install", null, Map.of()));
    String id = end.get("resourceId").asText();
    if (transition.equals("Start")) {
      end = end(rm.transition(type, "Start", id, Map.of()));
    }

    assertThat(end.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(end.get("requestStateReason").asText())
        .endsWith("it wrote last: line 7: no such word");
    rm.complete(type, "Uninstall", id, Map.of());
    assertThat(Upload.delete(rm, type).status()).isEqualTo(204);
    Docker.attempt("rmi", "-f", "dockerrm_" + name + ":1.0", "dockerrm_" + name + ":latest");
  }

  private JsonNode end(RmClient.Answer accepted) {
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    return rm.end(accepted.json().get("requestId").asText());
  }

  private static Zip zip(String type, String main, String install, String start) {
    return new Zip()
        .with(
            "resource.yml",
            """
            name: %s
            lifecycle: [Install, Start, Uninstall]
            container:
              healthcheck: {test: [CMD, "false"], interval: 1s, retries: 60}
            """
                .formatted(type))
        .with(
            "Dockerfile",
            """
            FROM debian:bookworm-slim
            COPY lifecycle /opt/lifecycle
            RUN chmod 755 /opt/lifecycle/*
            STOPSIGNAL SIGKILL
            CMD %s
            """
                .formatted(main))
        .with(
            "lifecycle/lifecycle.yaml",
            """
            version: 1
            lifecycle:
              Install: /opt/lifecycle/install.sh
              Start: /opt/lifecycle/start.sh
              Uninstall: /opt/lifecycle/uninstall.sh
            """)
        .with("lifecycle/install.sh", "#!/bin/sh\n" + install + "\n")
        .with("lifecycle/uninstall.sh", "#!/bin/sh\n")
        .with("lifecycle/start.sh", "#!/bin/sh\n" + start + "\n");
  }
}
