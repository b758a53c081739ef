package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every refusal of the API: what it says, in which order, and that it leaves no trace behind. */
class ApiErrorsIT {

  private static final String UNKNOWN_ID = "00000000-0000-0000-0000-000000000000";
  private static final String BOTH_ROOTS = "/api/v1.0/resource-manager";

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
    rm.complete(Types.PROBE, "Uninstall", probe, Map.of());
    Docker.clean(manager.location());
  }

  @Test
  void answersTheFirstCheckThatFails() {
    String busy = rm.install(Types.PROBE, Map.of());
    String other = rm.install(Types.SMALL, Map.of());
    String open =
        rm.transition(Types.PROBE, "Configure", busy, Map.of("pause", "6"))
            .json()
            .get("requestId")
            .asText();
    Snapshot before = Snapshot.of(manager);
    // Wrong in every way; each step corrects one fault and reaches the next check.
    ObjectNode body = rm.body("resource::nothing::1.0", "Dance", null);
    body.remove("resourceName");
    body.put("deploymentLocation", "");
    body.putObject("properties").put("times", "many");

    refused(body, 400, "deploymentLocation is required");
    body.put("deploymentLocation", "nowhere");
    refused(body, 404, "deployment location");
    body.put("deploymentLocation", manager.location());
    refused(body, 400, "not found");
    body.put("resourceType", Types.PROBE);
    refused(body, 400, "does not offer this transition");
    body.put("transitionName", "echo");
    refused(body, 400, "needs the resourceId");
    body.put("resourceId", UNKNOWN_ID);
    refused(body, 404, "not found");
    body.put("resourceId", other);
    refused(body, 400, "is of type " + Types.SMALL);
    body.put("resourceId", busy);
    refused(body, 400, "'message' is required");
    body.putObject("properties").put("message", "hello");
    JsonNode conflict = refused(body, 409, "open transition, request " + open);
    assertThat(conflict.get("details").get("requestId").asText()).isEqualTo(open);

    assertThat(Snapshot.of(manager)).isEqualTo(before);
    assertThat(rm.end(open).get("requestState").asText()).isEqualTo("COMPLETED");
    Answer accepted = Http.post(rm, body.toString());
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
    rm.end(accepted.json().get("requestId").asText());
    rm.complete(Types.PROBE, "Uninstall", busy, Map.of("pause", "0"));
    rm.complete(Types.SMALL, "Uninstall", other, Map.of());
  }

  @Test
  void namesEveryRequiredFieldAtOnce() {
    Snapshot before = Snapshot.of(manager);

    JsonNode empty = Http.problem(Http.post(rm, "{}"), 400, Http.TRANSITIONS);
    JsonNode install =
        Http.problem(
            Http.post(rm, "{\"transitionName\":\"transition::INSTALL\",\"resourceName\":\" \"}"),
            400,
            Http.TRANSITIONS);

    assertThat(empty.get("detail").asText())
        .contains("deploymentLocation", "resourceType", "transitionName");
    assertThat(install.get("detail").asText())
        .contains("deploymentLocation", "resourceType", "resourceName")
        .doesNotContain("transitionName");
    assertThat(Snapshot.of(manager)).isEqualTo(before);
  }

  @Test
  void refusesInstallWithAResourceId() {
    Snapshot before = Snapshot.of(manager);
    ObjectNode body = rm.body(Types.PROBE, "Install", null).put("resourceId", UNKNOWN_ID);

    refused(body, 400, "Install allocates the resourceId");
    body.put("resourceId", probe);
    refused(body, 400, "Install allocates the resourceId");

    assertThat(Snapshot.of(manager)).isEqualTo(before);
  }

  @Test
  void namesEveryPropertyThatIsWrongAtOnce() {
    Snapshot before = Snapshot.of(manager);
    ObjectNode install = rm.body(Types.PROBE, "Install", null);
    install
        .putObject("properties")
        .put("number", "seven")
        .put("flag", "perhaps")
        .put("identity", "nobody")
        .put("serial", "1")
        .put("label", "mine");
    ObjectNode echo = rm.body(Types.PROBE, "echo", probe);
    echo.putObject("properties").put("times", 1.5).put("answer", "42");

    JsonNode properties =
        refused(install, 400, "not of type integer").get("details").get("properties");
    assertThat(properties).hasSize(5);
    for (String name : List.of("number", "flag", "identity", "serial", "label")) {
      assertThat(properties.toString()).contains("'" + name + "'");
    }
    assertThat(refused(echo, 400, "'message' is required").get("detail").asText())
        .contains("'times' is not of type integer", "'answer' cannot be set");
    assertThat(Snapshot.of(manager)).isEqualTo(before);
  }

  @Test
  void refusesEveryTransitionOfAnInstanceThatItOnlyFound() {
    JsonNode network = rm.get("/topology/instances?name=bridge&type=" + Types.NETWORK).json();
    JsonNode found = network.get("items").get(0);
    assertThat(found.get("readOnly").asBoolean()).isTrue();
    ObjectNode body = rm.body(Types.NETWORK, "Uninstall", found.get("resourceId").asText());
    body.putObject("properties").put("networkname", "another");

    refused(body, 409, "read-only");

    assertThat(rm.instance(found.get("resourceId").asText())).isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/types/resource::nothing::1.0",
        "/types/..",
        "/types/%0d%0a",
        "/topology/deployment-locations/nowhere",
        "/topology/deployment-locations/nowhere/instances",
        "/topology/instances/" + UNKNOWN_ID,
        "/topology/instances/x'y",
        "/lifecycle/transitions/" + UNKNOWN_ID,
        "/lifecycle/transitions/" + UNKNOWN_ID + "/status",
        "/nothing",
        "/",
        "",
        "/lifecycle",
        "/topology/deployment-locations/"
      })
  void answers404ForWhatIsNotThere(String path) {
    for (String root : List.of(RmClient.ROOT, BOTH_ROOTS)) {
      Http.problem(Http.get(rm, root + path), 404, root + path);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /types",
    "POST, /onboarding",
    "GET, /onboarding",
    "PUT, /lifecycle/transitions",
    "DELETE, /topology/instances/x",
    "PATCH, /configuration"
  })
  void answers405ForAMethodThatAPathDoesNotHave(String method, String path) {
    for (String root : List.of(RmClient.ROOT, BOTH_ROOTS)) {
      Answer answer = Http.send(rm, method, root + path, BodyPublishers.noBody());
      Http.problem(answer, 405, root + path);
      assertThat(answer.headers()).containsKey("allow");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
  void answers415ForABodyThatIsNotJson(String type) {
    Snapshot before = Snapshot.of(manager);
    String body = rm.body(Types.SMALL, "Install", null).toString();

    Answer answer =
        Http.send(
            rm, "POST", Http.TRANSITIONS, BodyPublishers.ofString(body), "Content-Type", type);
    Answer untyped = Http.send(rm, "POST", Http.TRANSITIONS, BodyPublishers.ofString(body));

    Http.problem(answer, 415, Http.TRANSITIONS);
    Http.problem(untyped, 415, Http.TRANSITIONS);
    assertThat(Snapshot.of(manager)).isEqualTo(before);
  }

  @Test
  void answers406BeforeItDoesWhatItCannotAnswer() {
    Snapshot before = Snapshot.of(manager);
    String body = rm.body(Types.SMALL, "Install", null).toString();

    Answer post = Http.post(rm, body, "Accept", "application/xml");
    Answer get = Http.get(rm, RmClient.ROOT + "/types", "Accept", "application/xml");

    Http.problem(post, 406, Http.TRANSITIONS);
    Http.problem(get, 406, RmClient.ROOT + "/types");
    assertThat(Snapshot.of(manager)).isEqualTo(before);
  }

  @Test
  void servesBothRootsAlike() {
    for (String path : List.of("/configuration", "/types", "/topology/instances/" + probe)) {
      assertThat(Http.get(rm, BOTH_ROOTS + path).json())
          .isEqualTo(Http.get(rm, RmClient.ROOT + path).json());
    }
    String body = rm.body(Types.PROBE, "break", probe).toString();
    for (String root : List.of(RmClient.ROOT, BOTH_ROOTS)) {
      Answer accepted = rm.post(root + "/lifecycle/transitions", body);
      assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);
      String id = accepted.json().get("requestId").asText();
      assertThat(accepted.headers().get("location"))
          .isEqualTo(root + "/lifecycle/transitions/" + id + "/status");
      assertThat(Http.get(rm, accepted.headers().get("location")).json().get("requestId").asText())
          .isEqualTo(id);
      rm.end(id);
    }
  }

  @Test
  void takesARepeatedKeyForTheSameRequest() {
    String body = rm.body(Types.PROBE, "break", probe).toString();
    String key = "key-" + System.nanoTime();

    Answer first = Http.post(rm, body, "Idempotency-Key", key);
    Answer under = Http.post(rm, body, "Idempotency-Key", key);
    rm.end(first.json().get("requestId").asText());
    Answer after = Http.post(rm, body, "Idempotency-Key", key);
    Answer reordered = Http.post(rm, backwards(body), "Idempotency-Key", key);
    Snapshot before = Snapshot.of(manager);
    String other = rm.body(Types.PROBE, "break", probe).put("metricKey", "another one").toString();
    Answer another = Http.post(rm, other, "Idempotency-Key", key);

    for (Answer answer : List.of(first, under, after, reordered)) {
      assertThat(answer.status()).isEqualTo(202);
      assertThat(answer.json().get("requestId")).isEqualTo(first.json().get("requestId"));
      assertThat(answer.headers().get("location")).isEqualTo(first.headers().get("location"));
    }
    assertThat(Http.problem(another, 409, Http.TRANSITIONS).get("detail").asText())
        .contains(first.json().get("requestId").asText());
    assertThat(Snapshot.of(manager)).isEqualTo(before);
  }

  /** The same JSON with its fields in the opposite order. */
  private static String backwards(String body) {
    Map<String, JsonNode> fields = new TreeMap<>(Comparator.reverseOrder());
    new Answer(0, Map.of(), body)
        .json()
        .properties()
        .forEach(f -> fields.put(f.getKey(), f.getValue()));
    ObjectNode turned = JsonNodeFactory.instance.objectNode();
    fields.forEach(turned::set);
    assertThat(turned.toString()).isNotEqualTo(body);
    return turned.toString();
  }

  @Test
  void knowsTheKeysOfEarlierVersions() throws NoSuchAlgorithmException {
    String body = rm.body(Types.PROBE, "break", probe).toString();
    String key = "key-" + System.nanoTime();
    Answer first = Http.post(rm, body, "Idempotency-Key", key);
    rm.end(first.json().get("requestId").asText());
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
    int rows =
        manager
            .bean(JdbcClient.class)
            .sql("update transition_request set body_hash = ? where idempotency_key = ?")
            .params(HexFormat.of().formatHex(hash), key)
            .update();

    Answer again = Http.post(rm, body, "Idempotency-Key", key);
    Answer another = Http.post(rm, body.replace("break", "echo"), "Idempotency-Key", key);

    assertThat(rows).isOne();
    assertThat(again.json().get("requestId")).isEqualTo(first.json().get("requestId"));
    assertThat(another.status()).isEqualTo(409);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "with space", "tab\there"})
  void refusesAKeyThatIsNone(String key) {
    refusesTheKey(key);
  }

  @Test
  void refusesAKeyThatIsTooLong() {
    refusesTheKey("k".repeat(256));
  }

  private static void refusesTheKey(String key) {
    Snapshot before = Snapshot.of(manager);
    String body = rm.body(Types.SMALL, "Install", null).toString();

    JsonNode problem =
        Http.problem(Http.post(rm, body, "Idempotency-Key", key), 400, Http.TRANSITIONS);

    assertThat(problem.get("detail").asText()).contains("Idempotency-Key");
    assertThat(Snapshot.of(manager)).isEqualTo(before);
  }

  @Test
  void takesTwinsOfOneKeyForOneRequest() {
    Snapshot before = Snapshot.of(manager);
    String body = rm.body(Types.SMALL, "Install", null).toString();
    String key = "twins-" + System.nanoTime();

    List<Answer> answers = atOnce(6, n -> Http.post(rm, body, "Idempotency-Key", key));

    assertThat(answers).allMatch(answer -> answer.status() == 202);
    assertThat(answers)
        .extracting(answer -> answer.json().get("requestId").asText())
        .containsOnly(answers.get(0).json().get("requestId").asText());
    Snapshot after = Snapshot.of(manager);
    assertThat(after.instances()).hasSize(before.instances().size() + 1);
    assertThat(after.requests()).hasSize(before.requests().size() + 1);
    rm.end(answers.get(0).json().get("requestId").asText());
    rm.complete(
        Types.SMALL, "Uninstall", answers.get(0).json().get("resourceId").asText(), Map.of());
  }

  @Test
  void letsExactlyOneOfTwoClientsHaveAnInstance() {
    String id = rm.install(Types.PROBE, Map.of());
    Snapshot before = Snapshot.of(manager);

    List<Answer> answers =
        atOnce(
            5,
            n ->
                rm.transition(
                    Types.PROBE, "Configure", id, Map.of("pause", "2", "text", "from " + n)));

    List<Answer> won = answers.stream().filter(answer -> answer.status() == 202).toList();
    assertThat(won).hasSize(1);
    String requestId = won.get(0).json().get("requestId").asText();
    for (Answer answer : answers) {
      if (answer.status() != 202) {
        JsonNode problem = Http.problem(answer, 409, Http.TRANSITIONS);
        assertThat(problem.get("details").get("requestId").asText()).isEqualTo(requestId);
      }
    }
    assertThat(Snapshot.of(manager).requests()).hasSize(before.requests().size() + 1);
    rm.end(requestId);
    assertThat(rm.instance(id).get("properties").get("text").asText())
        .isEqualTo("from " + answers.indexOf(won.get(0)));
    rm.complete(Types.PROBE, "Uninstall", id, Map.of("pause", "0"));
  }

  @Test
  void allowsOneNameForManyInstances() {
    String one = rm.install(Types.SMALL, Map.of());
    String two = rm.install(Types.SMALL, Map.of());

    assertThat(one).isNotEqualTo(two);
    assertThat(rm.instance(one).get("resourceName"))
        .isEqualTo(rm.instance(two).get("resourceName"));
    rm.complete(Types.SMALL, "Uninstall", one, Map.of());
    rm.complete(Types.SMALL, "Uninstall", two, Map.of());
  }

  @Test
  void keepsTextsOfNumbersAndReportsWhatItIgnores() {
    ObjectNode body = rm.body(Types.PROBE, "Install", null);
    String text =
        body.toString()
            .replaceFirst(
                "}$",
                ",\"properties\":{\"text\":1.50,\"more\":true,\"number\":8,\"flag\":true,"
                    + "\"stranger\":\"x\",\"docker_hostname\":null},"
                    + "\"context\":{\"a\":\"b\"},\"more\":{\"unknown\":[1]}}");
    Answer accepted = Http.post(rm, text);
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(202);

    JsonNode status = rm.end(accepted.json().get("requestId").asText());
    assertThat(status.get("requestState").asText()).as(status.toString()).isEqualTo("COMPLETED");
    assertThat(status.get("requestStateReason").asText()).contains("ignored", "stranger");
    assertThat(status.get("context").get("a").asText()).isEqualTo("b");
    String id = status.get("resourceId").asText();
    JsonNode properties = rm.instance(id).get("properties");
    assertThat(properties.get("text").asText()).isEqualTo("1.50");
    assertThat(properties.get("more").asText()).isEqualTo("true");
    assertThat(properties.get("number").isTextual()).isTrue();
    assertThat(properties.get("number").asText()).isEqualTo("8");
    assertThat(properties.get("flag").asText()).isEqualTo("true");
    assertThat(properties.has("stranger")).isFalse();

    rm.complete(Types.PROBE, "Configure", id, Map.of("text", "later", "number", "9"));
    assertThat(rm.instance(id).get("properties").get("text").asText()).isEqualTo("later");
    assertThat(rm.instance(id).get("properties").get("number").asText()).isEqualTo("9");
    assertThat(rm.instance(id).get("properties").get("more").asText()).isEqualTo("true");
    rm.complete(Types.PROBE, "Uninstall", id, Map.of());
  }

  private static JsonNode refused(ObjectNode body, int status, String detail) {
    JsonNode problem = Http.problem(Http.post(rm, body.toString()), status, Http.TRANSITIONS);
    assertThat(problem.get("detail").asText()).contains(detail);
    return problem;
  }

  private static List<Answer> atOnce(int times, IntFunction<Answer> call) {
    ExecutorService threads = Executors.newFixedThreadPool(times);
    try {
      List<Future<Answer>> calls = new ArrayList<>();
      IntStream.range(0, times).forEach(n -> calls.add(threads.submit(() -> call.apply(n))));
      List<Answer> answers = new ArrayList<>();
      for (Future<Answer> future : calls) {
        answers.add(future.get());
      }
      return answers;
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    } finally {
      threads.shutdownNow();
    }
  }
}
