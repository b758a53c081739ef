package org.dockerrm.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.dockerrm.support.Broker;
import org.dockerrm.support.Docker;
import org.dockerrm.support.EngineRest;
import org.dockerrm.support.Exchange;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.Types;
import org.dockerrm.support.Upload;
import org.dockerrm.support.Zip;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/**
 * A package whose scripts and builds print every password that they know, in every way they can: no
 * channel of the manager shows one.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretsInTextIT {

  /** Part of every name, since the engine keeps images of earlier runs. */
  private static final String RUN = UUID.randomUUID().toString().substring(0, 6);

  private static final String LEAKY = "leaky" + RUN;
  private static final String UNBUILDABLE = "unbuildable" + RUN;
  private static final String TYPE = "resource::" + LEAKY + "::1.0";
  private static final String BUILT = "of-the-package-5150";
  private static final String IN_DOCKERFILE = "tok-of-the-dockerfile";

  /** One is a beginning of the other, one has several lines, one needs escapes. */
  private static final Map<String, String> GIVEN =
      Map.of(
          "first", "harbour",
          "second", "harbour-lights",
          "third", "harbour-lights-77",
          "key", "-----BEGIN-----\n   MIIEvQIBADAN\nBgkqhkiG9w0B\n-----FINIS-----",
          "marks", "p&<a>\"quoted\" w%rd");

  private static final String TOKEN = "token-of-an-operation";
  private static final String REJECTED = "password-of-a-refused-request";

  private static final String LEAK =
      """
      #!/bin/sh
      get() { sed -n "s/^\\"$1\\": \\"\\(.*\\)\\"$/\\1/p" /opt/rmparams /opt/opparams; }
      raw() { printf '%b' "$(get "$1" | sed 's/\\\\"/"/g')"; }
      leak() {
        for name in first second third key marks built token; do
          echo "as it is: $(raw $name)"
          raw $name | sed 's/^/    | /'
          echo; raw $name | rev
          echo; echo "{\\"$name\\": \\"$(get $name)\\"}"
          raw $name | base64 -w 0
          echo; raw $name | base64 -w 12
          raw $name | od -An -v -tx1
          raw $name | od -An -v -tx1 | tr -d ' \\n'
          echo; raw $name | perl -pe 's/([^A-Za-z0-9])/sprintf("%%%02X", ord($1))/ge'
          echo; raw $name | sed 's/&/\\&amp;/g; s/</\\&lt;/g; s/>/\\&gt;/g; s/"/\\&quot;/g'
          echo; raw $name | sed 's/./& /g'
          echo
        done
        cat /opt/rmparams /opt/opparams
      }
      tell() { leak >>/tmp/leaked; leak >/proc/1/fd/1; leak >&2; leak; }
      """;

  private static final Map<String, String> CHANNELS = new LinkedHashMap<>();

  private static Broker broker;
  private static Manager manager;
  private static RmClient rm;
  private static String leaked;

  @BeforeAll
  static void tellEverything(CapturedOutput log) throws IOException {
    broker = new Broker();
    manager = Manager.with();
    Path trace = manager.home().resolve("trace.csv");
    manager
        .configure(
            Broker.settings(broker.address())
                + "generateTraceFile: true\ntraceFile: \"%s\"\n".formatted(trace))
        .start();
    rm = manager.client();

    String types = taken(leaky(LEAKY, "")) + taken(leaky(UNBUILDABLE, "RUN exit 3\n"));
    rm.awaitPublished(TYPE);
    await().until(() -> type(UNBUILDABLE).get("stateReason").asText().contains("exit"));
    CHANNELS.put("refused upload", Upload.post(rm, faulty("refused").bytes()).text());
    Path directory = manager.home().resolve("csars/faulty");
    faultyFiles("faulty").forEach((name, text) -> Manager.write(directory.resolve(name), text));
    CHANNELS.put("onboarding", rm.put("/onboarding?report=true").text());
    CHANNELS.put("image", image(LEAKY) + image(UNBUILDABLE));
    CHANNELS.put("image events", events(LEAKY) + events(UNBUILDABLE));
    CHANNELS.put("types", types + rm.get("/types").text() + reasons(UNBUILDABLE, "faulty"));

    StringBuilder requests = new StringBuilder();
    JsonNode install = rm.complete(TYPE, "Install", null, GIVEN);
    String id = install.get("resourceId").asText();
    JsonNode operation = rm.complete(TYPE, "tell", id, Map.of("token", TOKEN));
    JsonNode start = rm.run(TYPE, "Start", id, Map.of());
    assertThat(start.get("requestFailureCode").asText()).isEqualTo("SCRIPT_FAILED");
    for (JsonNode status : List.of(install, operation, start)) {
      String path = "/lifecycle/transitions/" + status.get("requestId").asText();
      requests.append(status).append(rm.get(path + "/status").text());
      CHANNELS.merge("script output", rm.get(path + "/output").text(), String::concat);
    }
    CHANNELS.put("requests", requests + rm.get("/lifecycle/transitions").text());
    CHANNELS.put("refused requests", refusals(id));
    CHANNELS.put("instance", rm.instance(id) + rm.get("/topology/instances").text());
    CHANNELS.put("instance log", rm.get("/topology/instances/" + id + "/logs").text());
    CHANNELS.put("messages", broker.awaitMessages(id, 3).toString());
    CHANNELS.put(
        "trace file", await().until(() -> Files.readString(trace), it -> it.contains("tell")));
    CHANNELS.put("process engine", engine());
    CHANNELS.put("meters", rm.get("/actuator/prometheus").text());
    String container = Docker.containersOf(manager.location()).get(0);
    CHANNELS.put("container settings", Docker.run("inspect", container));
    leaked = Docker.file(container, "/tmp/leaked");
    rm.complete(TYPE, "Uninstall", id, Map.of());
    CHANNELS.put("manager log", log.toString());
  }

  @AfterAll
  static void stop() {
    manager.close();
    broker.close();
    Docker.attempt("rmi", "-f", "dockerrm_" + LEAKY + ":1.0", "dockerrm_" + LEAKY + ":latest");
  }

  @Test
  void theScriptsHadEverything() {
    assertThat(squeezed(leaked)).contains(secrets().flatMap(SecretsInTextIT::forms).toList());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "types",
        "refused upload",
        "onboarding",
        "image",
        "image events",
        "requests",
        "refused requests",
        "script output",
        "instance",
        "instance log",
        "messages",
        "trace file",
        "process engine",
        "meters",
        "container settings",
        "manager log"
      })
  void holdsNoSecretInAnyForm(String channel) {
    String text = squeezed(CHANNELS.get(channel));

    assertThat(text).isNotBlank();
    assertThat(Stream.concat(secrets(), Stream.of(REJECTED, IN_DOCKERFILE)))
        .allSatisfy(secret -> assertThat(forms(secret)).noneMatch(text::contains));
  }

  private static Stream<String> secrets() {
    return Stream.concat(GIVEN.values().stream(), Stream.of(BUILT, TOKEN));
  }

  /** What a secret is found by, whatever white space is in it. */
  private static Stream<String> forms(String secret) {
    byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
    String base64 = Base64.getEncoder().withoutPadding().encodeToString(bytes);
    Stream<String> encoded =
        Stream.of(
            base64.substring(0, base64.length() - 4),
            HexFormat.of().formatHex(bytes),
            URLEncoder.encode(secret.lines().findFirst().orElseThrow(), StandardCharsets.UTF_8)
                .replace("-", "%2D")
                .replace("+", "%20"));
    Stream<String> lines =
        secret
            .lines()
            .flatMap(line -> Stream.of(line, new StringBuilder(line).reverse().toString()));
    return Stream.concat(lines, encoded).map(SecretsInTextIT::squeezed);
  }

  private static String squeezed(String text) {
    return text.replace("\\n", "").replaceAll("\\s+", "");
  }

  private static String taken(Zip zip) {
    Answer answer = Upload.post(rm, zip.bytes());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    assertThat(answer.json().get("descriptor").asText()).contains(BUILT);
    return ((ObjectNode) answer.json()).without("descriptor").toString();
  }

  private static Zip leaky(String name, String lines) {
    return new Zip()
        .with("resource.yml", descriptor(name))
        .with(
            "Dockerfile",
            """
            FROM debian:bookworm-slim
            ARG REPO_TOKEN=%2$s
            RUN echo "$REPO_TOKEN" && echo %1$s && echo %1$s | rev && echo %1$s | base64 \\
              && echo %1$s | base64 -w 10 && echo %1$s | od -An -v -tx1 && echo "my %1$s" | base64
            COPY lifecycle /opt/lifecycle
            RUN chmod 755 /opt/lifecycle/*
            STOPSIGNAL SIGKILL
            CMD ["sleep", "infinity"]
            %3$s"""
                .formatted(BUILT, IN_DOCKERFILE, lines))
        .with(
            "lifecycle/lifecycle.yaml",
            """
            version: 1
            lifecycle:
              Install: /opt/lifecycle/install.sh
              Start: /opt/lifecycle/start.sh
            """)
        .with(
            "operations/operations.yaml",
            "version: 1\noperations:\n  tell: /opt/lifecycle/tell.sh\n")
        .with("lifecycle/leak.sh", LEAK)
        .with(
            "lifecycle/install.sh",
            """
            #!/bin/sh
            . /opt/lifecycle/leak.sh
            tell
            sed -i "s/^\\"note\\": .*/\\"note\\": \\"$(raw third | base64 -w 0)\\"/" /opt/rmparams
            """)
        .with("lifecycle/start.sh", "#!/bin/sh\n. /opt/lifecycle/leak.sh\ntell\nexit 3\n")
        .with("lifecycle/tell.sh", "#!/bin/sh\n. /opt/lifecycle/leak.sh\ntell\n");
  }

  private static String descriptor(String name) {
    return """
        name: resource::%s::1.0
        properties:
          first: {type: password}
          second: {type: password}
          third: {type: password}
          key: {type: password}
          marks: {type: password}
          built: {type: password, default: %s}
          note: {type: string, default: "-"}
        lifecycle: [Install, Start]
        operations:
          tell:
            properties:
              token: {type: password}
        """
        .formatted(name, BUILT);
  }

  private static Zip faulty(String name) {
    Zip zip = new Zip();
    faultyFiles(name).forEach(zip::with);
    return zip;
  }

  /** A package with faults in places where the manager quotes what it found. */
  private static Map<String, String> faultyFiles(String name) {
    return Map.of(
        "resource.yml",
        descriptor(name)
            .replace(
                "note: {type: string, default: \"-\"}",
                "note: {type: integer, default: " + BUILT + "}"),
        "Dockerfile",
        """
        FROM debian:bookworm-slim
        ENV REPO_TOKEN=%2$s
        COPY %1$s lifecycle /opt/lifecycle/
        ADD https://me:%2$s@example.org/of/the/package /x
        %1$s
        """
            .formatted(BUILT, IN_DOCKERFILE),
        "lifecycle/lifecycle.yaml",
        "version: 1\nlifecycle:\n  Install: /opt/lifecycle/install.sh\n  Start: " + BUILT + "\n",
        "lifecycle/install.sh",
        "#!/bin/sh\nif " + BUILT + "; then )" + BUILT + "\n");
  }

  private static JsonNode type(String name) {
    return rm.get("/types/resource::" + name + "::1.0").json();
  }

  /** All of types but their descriptors, which are shown as they are written. */
  private static String reasons(String... names) {
    StringBuilder reasons = new StringBuilder();
    for (String name : names) {
      JsonNode type = type(name);
      assertThat(type.get("stateReason").asText()).isNotBlank();
      reasons.append(type.get("stateReason")).append(type.path("findings"));
    }
    return reasons.toString();
  }

  private static String image(String name) {
    Answer image = rm.get("/types/resource::" + name + "::1.0/image");
    assertThat(image.text()).contains("********");
    return image.text();
  }

  private static String events(String name) {
    String path = RmClient.ROOT + "/types/resource::" + name + "::1.0/image";
    Answer events =
        Exchange.raw(
            HttpRequest.newBuilder(rm.base().resolve(path))
                .header("Accept", "text/event-stream")
                .build());
    assertThat(events.text()).contains("event:log", "********");
    return events.text();
  }

  /** What is wrong in other ways, with a password inside. */
  private static String refusals(String id) {
    StringBuilder answers = new StringBuilder();
    Map<String, String> given = Map.of("first", REJECTED, "tokn", REJECTED);
    for (String transition : List.of("Dance", "Install", "Stop")) {
      answers.append(rm.transition(TYPE, transition, id, given).text());
    }
    answers.append(rm.transition("resource::no::1", "Install", null, given).text());
    answers.append(rm.transition(Types.NETWORK, "Install", null, given).text());
    answers.append(rm.post("/lifecycle/transitions", "{\"first\": " + REJECTED + "}").text());
    answers.append(
        rm.post("/lifecycle/transitions", "{\"properties\": [\"" + REJECTED + "\"]}").text());
    return answers.toString();
  }

  private static String engine() {
    EngineRest engine = new EngineRest(manager);
    StringBuilder all = new StringBuilder();
    for (String path :
        List.of(
            "/variable-instance",
            "/history/variable-instance",
            "/history/detail",
            "/history/activity-instance",
            "/history/process-instance",
            "/history/job-log",
            "/history/incident",
            "/incident")) {
      all.append(engine.call("GET", path + "?maxResults=1000", ""));
    }
    return all.toString();
  }
}
