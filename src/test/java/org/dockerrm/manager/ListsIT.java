package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/** What can be asked for: lists and their filters, the catalog, and the doors beside the API. */
class ListsIT {

  private static final String ADDED = "resource::addedlater::1.0";

  private static Manager manager;
  private static RmClient rm;
  private static final List<String> instances = new ArrayList<>();

  @BeforeAll
  static void start() {
    manager = Manager.with("small").start();
    rm = manager.client().awaitPublished(Types.SMALL);
    for (String name : List.of("alpha one", "alpha two", "beta_%")) {
      Answer accepted =
          Http.post(rm, rm.body(Types.SMALL, "Install", null).put("resourceName", name).toString());
      rm.end(accepted.json().get("requestId").asText());
      instances.add(accepted.json().get("resourceId").asText());
    }
    rm.complete(Types.SMALL, "Start", instances.get(0), Map.of());
    rm.complete(Types.SMALL, "Stop", instances.get(0), Map.of());
  }

  @AfterAll
  static void stop() {
    manager.close();
    Docker.attempt("rmi", "dockerrm_addedlater:1.0", "dockerrm_addedlater:latest");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void pagesOfTransitionsCoverAllOnceNewestFirst(int limit) {
    List<JsonNode> all = pages("/lifecycle/transitions?", limit);

    assertThat(all).hasSize(5).doesNotHaveDuplicates();
    assertThat(all)
        .extracting(request -> request.get("startedAt").asText())
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 1000})
  void pagesOfInstancesCoverAllOnce(int limit) {
    List<JsonNode> all = pages("/topology/instances?type=" + Types.SMALL + "&", limit);

    assertThat(all)
        .extracting(instance -> instance.get("resourceId").asText())
        .containsExactlyInAnyOrderElementsOf(instances);
  }

  private static List<JsonNode> pages(String path, int limit) {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = rm.get(path + "limit=" + limit + cursor).json();
      assertThat(page.get("items").size()).isBetween(1, limit);
      page.get("items").forEach(all::add);
      cursor = page.has("nextCursor") ? "&cursor=" + encoded(page.get("nextCursor").asText()) : "";
    } while (!cursor.isEmpty());
    return all;
  }

  @Test
  void filtersTransitions() {
    String started =
        rm.get("/lifecycle/transitions?limit=2").json().at("/items/1/startedAt").asText();

    assertThat(count("/lifecycle/transitions?state=completed")).isEqualTo(5);
    assertThat(count("/lifecycle/transitions?state=FAILED")).isZero();
    assertThat(count("/lifecycle/transitions?resourceId=" + instances.get(0))).isEqualTo(3);
    assertThat(count("/lifecycle/transitions?resourceId=x%27%20or%201%3D1--")).isZero();
    assertThat(count("/lifecycle/transitions?resourceType=" + Types.SMALL)).isEqualTo(5);
    assertThat(count("/lifecycle/transitions?resourceType=" + Types.NETWORK)).isZero();
    assertThat(count("/lifecycle/transitions?transitionName=install")).isEqualTo(3);
    assertThat(count("/lifecycle/transitions?transitionName=Start&state=COMPLETED")).isOne();
    assertThat(count("/lifecycle/transitions?since=" + encoded(started))).isEqualTo(2);
    assertThat(count("/lifecycle/transitions?since=2100-01-01T00:00:00%2B01:00")).isZero();
  }

  @Test
  void filtersInstances() {
    String here = "/topology/deployment-locations/" + manager.location() + "/instances";

    assertThat(count("/topology/instances?name=alpha")).isEqualTo(2);
    assertThat(count("/topology/instances?name=Alpha")).isZero();
    assertThat(count("/topology/instances?name=_%25")).isOne();
    assertThat(count("/topology/instances?state=Inactive")).isOne();
    assertThat(count("/topology/instances?location=nowhere")).isZero();
    assertThat(count("/topology/instances?type=" + Types.SMALL + "&state=Installed")).isEqualTo(2);
    assertThat(rm.get(here).json().size()).isGreaterThan(3);
    assertThat(rm.get(here + "?instanceType=" + Types.SMALL).json()).hasSize(3);
    assertThat(rm.get(here + "?instanceType=resource::small").json()).isEmpty();
    assertThat(rm.get(here + "?instanceName=pha%20t").json()).hasSize(1);
    assertThat(rm.get(here + "?instanceName=nobody").text()).isEqualTo("[]");
    assertThat(rm.get(here + "?instanceName=beta&instanceType=" + Types.NETWORK).text())
        .isEqualTo("[]");
    assertThat(rm.get(here + "?instanceName=pha%20t").json().get(0))
        .isEqualTo(rm.instance(instances.get(1)));
  }

  private static int count(String path) {
    Answer answer = rm.get(path);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer.json().get("items").size();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/lifecycle/transitions?limit=0",
        "/lifecycle/transitions?limit=1001",
        "/lifecycle/transitions?limit=-1",
        "/lifecycle/transitions?limit=many",
        "/lifecycle/transitions?limit=99999999999",
        "/lifecycle/transitions?state=DONE",
        "/lifecycle/transitions?state=",
        "/lifecycle/transitions?since=yesterday",
        "/lifecycle/transitions?since=2026-11-21T12:00:00",
        "/lifecycle/transitions?since=%2B999999999-12-31T23:59:59Z",
        "/lifecycle/transitions?since=-999999999-01-01T00:00:00Z",
        "/lifecycle/transitions?cursor=***",
        "/lifecycle/transitions?cursor=AAAA",
        "/lifecycle/transitions?cursor=KzEwMDAwMDAwMDAtMDEtMDFUMDA6MDA6MDBafHg",
        "/topology/instances?limit=0",
        "/topology/instances?limit=1.5",
        "/topology/instances?state=Sleeping",
        "/topology/instances?cursor=***",
        "/topology/instances?cursor=AAAA"
      })
  void refusesBadQueries(String path) {
    JsonNode problem =
        Http.problem(rm.get(path), 400, RmClient.ROOT + path.replaceFirst("\\?.*", ""));

    assertThat(problem.get("detail").asText())
        .containsIgnoringCase(path.replaceFirst(".*\\?(\\w+)=.*", "$1"));
  }

  @Test
  void listsLocations() {
    assertThat(rm.get("/topology/deployment-locations").text())
        .isEqualTo("[{\"name\":\"" + manager.location() + "\",\"type\":\"test\"}]");
  }

  @Test
  void tellsOfOneLocationItsHealthAndLimits() {
    JsonNode here = rm.get("/topology/deployment-locations/" + manager.location()).json();

    assertThat(here.get("name").asText()).isEqualTo(manager.location());
    assertThat(here.get("type").asText()).isEqualTo("test");
    assertThat(here.at("/health/state").asText()).isEqualTo("UP");
    assertThat(here.at("/health/engineVersion").asText()).isNotEmpty();
    assertThat(here.get("limits").toString())
        .contains("\"allowPrivileged\":false", "\"allowHostNetwork\":false", "\"networkPool\":")
        .doesNotContain("max");
  }

  @Test
  void tellsOfItsConfigurationWhatTheContractNames() {
    assertThat(rm.get("/configuration").text())
        .isEqualTo(
            "{\"name\":\"docker-rm::test\",\"version\":\"1.2.3\",\"supportedApiVersions\":[\"1.0\"],"
                + "\"supportedFeatures\":{\"AsynchronousTransitionResponses\":\"false\"},"
                + "\"properties\":{}}");
  }

  @Test
  void takesInPackagesAsTheyComeChangeBreakAndGo() throws IOException {
    Path added = manager.home().resolve("csars/addedlater");
    FileSystemUtils.copyRecursively(Path.of("src/test/resources/packages/small"), added);
    Path descriptor = added.resolve("resource.yml");
    String text =
        Files.readString(descriptor).replace(Types.SMALL, ADDED) + "# unchanged: \"ü\"  \n\n";
    Files.writeString(descriptor, text);

    assertThat(names(onboarded())).contains(ADDED, Types.SMALL, Types.NETWORK);
    JsonNode published = rm.awaitPublished(ADDED).get("/types/" + ADDED).json();
    assertThat(published.get("descriptor").asText()).isEqualTo(text);
    assertThat(published.has("stateReason")).isFalse();
    assertThat(type(rm.get("/types"), ADDED).has("descriptor")).isFalse();

    Files.writeString(descriptor, text + "# changed\n");
    onboarded();
    JsonNode changed = rm.awaitPublished(ADDED).get("/types/" + ADDED).json();
    assertThat(changed.get("descriptor").asText()).isEqualTo(text + "# changed\n");
    assertThat(changed.get("createdAt")).isEqualTo(published.get("createdAt"));
    assertThat(changed.get("lastModifiedAt").asText())
        .isGreaterThan(published.get("lastModifiedAt").asText());

    Files.writeString(descriptor, text.replace("type: string", "type: strange"));
    JsonNode broken = type(onboarded(), ADDED);
    assertThat(broken.get("state").asText()).isEqualTo("UNPUBLISHED");
    assertThat(broken.get("stateReason").asText()).containsPattern("resource\\.yml:\\d+");
    assertThat(type(rm.get("/types"), Types.SMALL).get("state").asText()).isEqualTo("PUBLISHED");
    Snapshot before = Snapshot.of(manager);
    JsonNode refused =
        Http.problem(rm.transition(ADDED, "Install", null, Map.of()), 400, Http.TRANSITIONS);
    assertThat(refused.get("detail").asText()).contains("not published", "strange");
    assertThat(Snapshot.of(manager)).isEqualTo(before);

    FileSystemUtils.deleteRecursively(added);
    assertThat(names(onboarded())).doesNotContain(ADDED);
    Http.problem(rm.get("/types/" + ADDED), 404, RmClient.ROOT + "/types/" + ADDED);
  }

  private static Answer onboarded() {
    Answer answer = rm.put("/onboarding");
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return answer;
  }

  private static List<String> names(Answer types) {
    List<String> names = new ArrayList<>();
    types.json().forEach(type -> names.add(type.get("name").asText()));
    return names;
  }

  private static JsonNode type(Answer types, String name) {
    for (JsonNode type : types.json()) {
      if (type.get("name").asText().equals(name)) {
        return type;
      }
    }
    throw new AssertionError(name + " is not listed");
  }

  @Test
  void describesItselfAndItsHealth() {
    assertThat(rm.get("/v3/api-docs").json().get("paths").toString())
        .contains("/lifecycle/transitions", "/topology/instances/{id}", "/onboarding");
    Answer page = Http.get(rm, "/swagger-ui");
    assertThat(page.status()).isEqualTo(302);
    assertThat(Http.get(rm, page.headers().get("location")).text()).contains("swagger-ui");
    assertThat(rm.get("/actuator/health").text()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(rm.get("/actuator/prometheus").text()).contains("jvm_memory_used_bytes");
    for (String closed : List.of("", "/", "/env", "/info", "/health/locations", "/health/db")) {
      assertThat(rm.get("/actuator" + closed).status()).as(closed).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/engine-rest/process-definition",
        "/engine-rest/engine",
        "/engine-rest//process-definition",
        "/engine-rest/engine/default/process-definition",
        "/camunda/api/engine/engine/default/process-definition",
        "/camunda/api/admin/auth/user/default",
        "/camunda/api/cockpit/plugin/base/default/process-definition/statistics"
      })
  void showsNothingOfTheEngineWithoutALogin(String path) {
    Answer answer = Http.get(rm, path);
    Answer wrong = Http.get(rm, path, "Authorization", basic("demo", "demo"));

    for (Answer refused : List.of(answer, wrong)) {
      assertThat(refused.status()).as(path).isIn(401, 403, 404);
      Http.hidesItsInside(refused.text());
    }
  }

  @Test
  void opensTheEngineToTheAccountMadeAtTheFirstStart() throws IOException {
    Path file = manager.home().resolve("data/admin-password");
    String login = basic("admin", Files.readString(file).strip());

    Answer answer = Http.get(rm, "/engine-rest/process-definition", "Authorization", login);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("\"key\":\"Install\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Http.get(rm, "/engine-rest/process-definition").status()).isEqualTo(401);
  }

  private static String basic(String user, String password) {
    String both = user + ":" + password;
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
