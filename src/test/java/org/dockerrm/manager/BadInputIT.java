package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Input that is wrong, or only looks so: a clear answer, or the value as it was sent. */
@ExtendWith(OutputCaptureExtension.class)
class BadInputIT {

  private static Manager manager;
  private static RmClient rm;
  private static String probe;

  @BeforeAll
  static void install() {
    manager = SharedManager.get();
    rm = manager.client();
    probe = rm.install(Types.PROBE, Map.of());
  }

  @AfterAll
  static void clean() {
    rm.complete(Types.PROBE, "Uninstall", probe, Map.of("text", ""));
    Docker.clean(manager.location());
  }

  static List<String> notRequests() {
    String start = "{\"deploymentLocation\":\"a\",\"resourceType\":\"b\",\"transitionName\":\"c\"";
    return List.of(
        "",
        " ",
        "null",
        "[]",
        "\"text\"",
        "42",
        "{",
        "}",
        start,
        start + "}}",
        start + ",}",
        start + "} {}",
        start + ",'single':1}",
        start + ",\"properties\":{\"a\":NaN}}",
        start + ",\"properties\":{\"a\":\"line\nbreak\"}}",
        start + ",\"properties\":{\"a\":\"\\x\"}}",
        start + ",\"properties\":[]}",
        start + ",\"properties\":\"a=b\"}",
        start + ",\"properties\":{\"a\":[1]}}",
        start + ",\"properties\":{\"a\":{\"b\":1}}}",
        start + ",\"properties\":{\"a\":1,\"a\":1}}",
        start + ",\"properties\":{},\"properties\":{}}",
        start + ",\"unknown\":1,\"unknown\":2}",
        start + ",\"context\":{\"a\":[]}}",
        start + ",\"transitionName\":\"d\"}",
        start + ",\"resourceName\":{}}",
        start + ",\"resourceId\":7}",
        start + ",\"metricKey\":true}",
        start + ",\"resourceName\":\"two\\nlines\"}",
        start + ",\"resourceName\":\"a\\u0000b\"}",
        start + ",\"resourceName\":\"\\ud800\"}",
        start + ",\"resourceName\":\"" + "n".repeat(256) + "\"}",
        start + ",\"properties\":{\"a\":\"\\u0000\"}}",
        start + ",\"properties\":{\"a\":\"\\udc00\\ud800\"}}",
        start + ",\"properties\":{\"\\u0000\":\"a\"}}",
        start + ",\"context\":{\"a\":\"\\ud83d\"}}",
        start + ",\"properties\":{\"a\":" + "9".repeat(2000) + "}}",
        start + ",\"deep\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}",
        start + ",\"deep\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000) + "}",
        start + ",\"properties\":" + "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000) + "}",
        "{\"" + "k".repeat(100_000) + "\":1}");
  }

  @ParameterizedTest
  @MethodSource("notRequests")
  void refusesWhatIsNotARequest(String body) {
    Snapshot before = Snapshot.of(manager);

    JsonNode problem = Http.problem(Http.post(rm, body), 400, Http.TRANSITIONS);

    assertThat(problem.get("detail").asText()).hasSizeLessThan(1000).doesNotContain("\n");
    assertThat(problem.get("details").get("findings").isArray()).isTrue();
    assertThat(Snapshot.of(manager)).isEqualTo(before);
  }

  @Test
  void keepsAPasswordThatIsNotEvenJsonToItself() {
    Answer answer = Http.post(rm, "{\"properties\":{\"secret\":hunter2}}");

    assertThat(Http.problem(answer, 400, Http.TRANSITIONS).toString()).doesNotContain("hunter2");
  }

  @Test
  void refusesBytesThatAreNoText() {
    byte[] body = rm.body(Types.SMALL, "Install", null).toString().getBytes(StandardCharsets.UTF_8);
    body[body.length - 4] = (byte) 0xff;

    Http.problem(Http.post(rm, body), 400, Http.TRANSITIONS);
  }

  @Test
  void namesEveryFindingAtOnce() {
    String body =
        "{\"resourceType\":[],\"transitionName\":\"Install\",\"metricKey\":1,"
            + "\"properties\":{\"a\":[],\"b\":{}},\"context\":3}";

    JsonNode findings =
        Http.problem(Http.post(rm, body), 400, Http.TRANSITIONS).get("details").get("findings");

    assertThat(findings.toString())
        .contains("resourceType", "metricKey", "properties.a", "properties.b", "context")
        .contains("deploymentLocation is required", "resourceName is required");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void refusesABodyOfAMegabyteHoweverItIsSent(boolean withLength) {
    Snapshot before = Snapshot.of(manager);
    ObjectNode large = rm.body(Types.SMALL, "Install", null).put("padding", "x".repeat(1 << 20));
    byte[] body = large.toString().getBytes(StandardCharsets.UTF_8);

    Answer answer =
        withLength
            ? Http.post(rm, body)
            : Http.send(
                rm,
                "POST",
                Http.TRANSITIONS,
                BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)),
                "Content-Type",
                "application/json");

    Http.problem(answer, 413, Http.TRANSITIONS);
    assertThat(Snapshot.of(manager)).isEqualTo(before);
  }

  static List<String> strangeNames() {
    return List.of(
        "../../etc/passwd",
        "a b",
        "'; drop table resource_instance; --",
        "\"quoted\"",
        "a\nb",
        "ünïcode 漢字 🐳",
        "${java.home}",
        "$(id)",
        "%00",
        "a\u2028b",
        "n".repeat(10_000));
  }

  @ParameterizedTest
  @MethodSource("strangeNames")
  void refusesStrangeNamesOfWhatDoesNotExist(String name) {
    Snapshot before = Snapshot.of(manager);
    boolean text = name.length() <= 255 && !name.contains("\n") && !name.isBlank();

    for (String field :
        List.of("deploymentLocation", "resourceType", "transitionName", "resourceId")) {
      ObjectNode body = rm.body(Types.SMALL, "Start", probe).put(field, name);
      boolean missing = field.equals("deploymentLocation") || field.equals("resourceId");
      Http.problem(Http.post(rm, body.toString()), text && missing ? 404 : 400, Http.TRANSITIONS);
    }

    assertThat(Snapshot.of(manager)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "..%2f..",
        "%00",
        "a%0d%0aSet-Cookie:%20x=y",
        "%f0%9f%90%b3",
        "%22%27%3b--",
        "a;b=c",
        "<script>",
        "a|b",
        "%ff%fe",
        "%5c..%5c"
      })
  void refusesStrangePaths(String name) {
    for (String path :
        List.of(
            "/types/",
            "/topology/instances/",
            "/topology/deployment-locations/",
            "/lifecycle/transitions/",
            "/topology/instances?state=",
            "/topology/instances?cursor=",
            "/lifecycle/transitions?limit=",
            "/lifecycle/transitions?since=")) {
      String answer = Http.line(rm, RmClient.ROOT + path + name);
      assertThat(answer.lines().findFirst().orElse("")).matches("HTTP/1.1 40[04].*");
      assertThat(answer).contains("application/problem+json", "\"localizedMessage\"");
      assertThat(answer).doesNotContain("\nSet-Cookie", "Tomcat");
      Http.hidesItsInside(answer);
    }
  }

  @Test
  void refusesANulInAQuery() {
    for (String query :
        List.of("/topology/instances?name=%00", "/lifecycle/transitions?resourceId=a%00")) {
      Http.problem(rm.get(query), 400, RmClient.ROOT + query.replaceFirst("\\?.*", ""));
    }
  }

  static List<String> hostileValues() {
    return List.of(
        "",
        " ",
        " leading and trailing ",
        "line one\nline two\n",
        "\n",
        "\r\n\t\b\u001b[31m\u007f",
        "'single' \"double\" `back` \\ \\n",
        "a: b # no comment",
        "- item",
        "{a: b}",
        "[1, 2",
        "&anchor *alias !!python/object:x <<: *y",
        "--- %YAML 1.1 ...",
        "| \n  block",
        "? key",
        "@at %percent",
        "true",
        "no",
        "null",
        "~",
        "0042",
        "1e3",
        "0x1F",
        "2026-11-21",
        "12:30:45",
        ".inf",
        "=",
        "${instance.name} ${text} ${java.home} #{1+1}",
        "$(touch /tmp/pwned) `id` ; rm -rf / && echo",
        "$HOME %s %n {0}",
        "../../../etc/passwd",
        "ünïcode 漢字 🐳 \u0085\u00a0\u2028\u2029\ufeff\ufffe\uffff",
        "<b>&amp;</b>",
        "RM_PROP_more=taken\nRM_PROP_fail=taken",
        "x".repeat(10_000),
        "🐳".repeat(10_000));
  }

  @Test
  void hostileValuesArriveAsTheyAre() {
    List<String> values = hostileValues();
    for (int i = 0; i < values.size(); i += 2) {
      Map<String, String> sent =
          Map.of("text", values.get(i), "more", values.get((i + 1) % values.size()));

      rm.complete(Types.PROBE, "Reconfigure", probe, sent);

      JsonNode shown = rm.instance(probe).get("properties");
      Map<String, Object> arrived = parameters(probe, "Reconfigure");
      sent.forEach(
          (name, value) -> {
            assertThat(shown.get(name).asText()).isEqualTo(value);
            assertThat(arrived).containsEntry(name, value);
          });
    }
    assertThat(Docker.attempt("exec", container(probe), "ls", "/tmp/pwned").exitCode()).isNotZero();
  }

  @Test
  void hostileValuesArriveInTheEnvironment() {
    List<String> values = hostileValues();
    // More than one container for them all would only take longer.
    String all = String.join("\u0001", values);
    ObjectNode body = rm.body(Types.PROBE, "Install", null);
    body.putObject("properties").put("text", all).put("more", "${text}");
    Answer accepted = Http.post(rm, body.toString());
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    JsonNode status = rm.end(accepted.json().get("requestId").asText());
    assertThat(status.get("requestState").asText()).as(status.toString()).isEqualTo("COMPLETED");
    String id = status.get("resourceId").asText();

    assertThat(parameters(id, "Install"))
        .containsEntry("text", all)
        .containsEntry("more", "${text}");
    assertThat(Docker.run("exec", container(id), "printenv", "RM_PROP_text")).isEqualTo(all + "\n");
    assertThat(Docker.run("exec", container(id), "printenv", "RM_PROP_more"))
        .isEqualTo("${text}\n");
    rm.complete(Types.PROBE, "Uninstall", id, Map.of());
  }

  @Test
  void refusesAValueThatNoEnvironmentCouldHold() {
    ObjectNode body = rm.body(Types.PROBE, "Install", null);
    body.putObject("properties").put("text", "x".repeat(200_000));
    Snapshot before = Snapshot.of(manager);

    JsonNode problem = Http.problem(Http.post(rm, body.toString()), 400, Http.TRANSITIONS);

    assertThat(problem.get("detail").asText()).contains("properties.text");
    assertThat(Snapshot.of(manager)).isEqualTo(before);
  }

  static List<String> resourceNames() {
    return List.of(
        "it's \"quoted\"; $(id) `id`",
        "ünïcode 漢字 🐳",
        "  spaces  and ../../dots  ",
        "${instance.id} #{x}",
        "-".repeat(255),
        "a" + "b".repeat(62) + "-".repeat(10) + "c");
  }

  @ParameterizedTest
  @MethodSource("resourceNames")
  void anyNameWorksFromEndToEnd(String name) {
    ObjectNode body = rm.body(Types.PROBE, "Install", null).put("resourceName", name);
    Answer accepted = Http.post(rm, body.toString());
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    JsonNode status = rm.end(accepted.json().get("requestId").asText());
    assertThat(status.get("requestState").asText()).as(status.toString()).isEqualTo("COMPLETED");
    String id = status.get("resourceId").asText();

    JsonNode instance = rm.instance(id);
    assertThat(instance.get("resourceName").asText()).isEqualTo(name);
    assertThat(instance.get("properties").get("docker_hostname").asText())
        .matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    assertThat(instance.get("properties").get("label").asText())
        .isEqualTo(name + " in " + manager.location() + ": 7");
    assertThat(Docker.file(container(id), "/var/probe/Install.env"))
        .contains("RM_RESOURCE_NAME=" + name + "\n");
    rm.complete(Types.PROBE, "Uninstall", id, Map.of());
  }

  @Test
  void noLineOfTheLogBeginsWithWhatAClientSent(CapturedOutput log) {
    String forged = "2026-11-21T00:00:00.000Z ERROR forged by a client";
    String lines = "x\r\n" + forged + "\n" + forged;
    ObjectNode undeclared = rm.body(Types.PROBE, "Reconfigure", probe);
    undeclared.putObject("properties").put(lines, lines).put("text", lines);
    undeclared.putObject("context").put(lines, lines);
    Answer accepted = Http.post(rm, undeclared.toString());
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    rm.end(accepted.json().get("requestId").asText());
    List<Answer> refused = new ArrayList<>();
    for (String field :
        List.of("deploymentLocation", "resourceType", "transitionName", "resourceId")) {
      refused.add(Http.post(rm, rm.body(Types.PROBE, "Start", probe).put(field, lines).toString()));
    }
    refused.add(Http.post(rm, "{\"" + lines + "\":"));
    String encoded = "x%0d%0a2026-11-21T00:00:00.000Z%20ERROR%20forged";
    refused.add(Http.get(rm, RmClient.ROOT + "/types/" + encoded));
    refused.add(Http.get(rm, RmClient.ROOT + "/" + encoded));
    refused.add(Http.get(rm, RmClient.ROOT + "/topology/instances?limit=" + encoded));

    assertThat(refused).allMatch(answer -> answer.status() == 400 || answer.status() == 404);
    assertThat(log.toString().lines()).noneMatch(line -> line.startsWith("2026-11-21T00:00:00"));
    Http.hidesItsInside(log.toString());
  }

  private static String container(String id) {
    return WholeLifeIT.container(rm, id);
  }

  private static Map<String, Object> parameters(String id, String transition) {
    LoaderOptions options = new LoaderOptions();
    Yaml yaml = new Yaml(new SafeConstructor(options));
    return yaml.load(Docker.file(container(id), "/var/probe/" + transition + ".yml"));
  }
}
