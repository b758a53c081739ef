package org.dockerrm.attack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.dockerrm.support.Upload;
import org.dockerrm.support.Zip;
import org.dockerrm.workflow.rule.ProcessText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

/**
 * Processes as a way into a running manager: by packages, by files, and by the engine's own API.
 */
class ProcessAttacksIT {

  private static final Path SMALL = Path.of("src/test/resources/packages/small");
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final String DEPLOYMENTS = "/api/engine/engine/default/deployment";
  private static final String BOUNDARY = "a-boundary";
  private static final String MULTIPART = "multipart/form-data; boundary=" + BOUNDARY;

  private final Manager manager = SharedManager.get();
  private final RmClient rm = manager.client();

  @Test
  void noEvilProcessComesInWithAPackage() {
    for (EvilProcess evil : EvilProcess.all()) {
      if (evil.file().endsWith("AddNetwork.bpmn")) {
        byte[] zip = small("evil").with("processes/Start.bpmn", evil.content(), e -> {}).bytes();
        Answer answer = Upload.post(rm, zip);

        assertThat(answer.status()).as(evil.name()).isEqualTo(400);
        assertThat(answer.text()).as(evil.name()).contains("processes/Start.bpmn");
      }
    }
    assertThat(rm.get("/types/resource::evil::1.0").status()).isEqualTo(404);
  }

  @Test
  void nothingIsDeployedThroughTheEnginesOwnApi() throws Exception {
    JsonNode before = engine("GET", "/deployment/count", null, "").json();
    for (EvilProcess evil : EvilProcess.all()) {
      assertThat(deploy(evil.file(), evil.content()).status()).as(evil.name()).isEqualTo(400);
    }
    for (String file :
        List.of("a.dmn", "a.cmmn", "a.form", "a.js", "a.html", "a.bpmn20.xml", "a")) {
      Answer other = deploy(file, "<nothing/>".getBytes(StandardCharsets.UTF_8));

      assertThat(other.status()).as(file).isEqualTo(400);
      assertThat(other.json().path("details").path(file).at("/errors/0/message").asText())
          .as(file)
          .contains("'" + file + "' is refused", "*.bpmn");
    }
    Answer sound = deploy("Install.bpmn", ProcessText.of("Install").bytes());
    Answer unsound =
        deploy(
            "Stop.bpmn",
            ProcessText.of("Stop").replace("${runLifecycleScript}", "${format}").bytes());

    assertThat(sound.status()).isEqualTo(400);
    assertThat(sound.text()).contains("keeps all rules", "/onboarding");
    assertThat(unsound.status()).isEqualTo(400);
    assertThat(unsound.json().at("/details/Stop.bpmn/errors/0/mainElementId").asText())
        .isEqualTo("Task_RunStopScript");
    assertThat(engine("GET", "/deployment/count", null, "").json()).isEqualTo(before);
  }

  @Test
  void nothingIsDeployedThroughCockpitsOwnApi() throws Exception {
    CookieManager cookies = new CookieManager();
    HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();
    cockpit(
        browser, cookies, "GET", "/app/cockpit/default/", "text/plain", BodyPublishers.noBody());
    Answer login =
        cockpit(
            browser,
            cookies,
            "POST",
            "/api/admin/auth/user/default/login/cockpit",
            "application/x-www-form-urlencoded",
            BodyPublishers.ofString(
                "username=admin&password="
                    + URLEncoder.encode(password(), StandardCharsets.UTF_8)));
    assertThat(login.status()).as(login.text()).isEqualTo(200);
    // The login begins a new session; the first look in it brings its CSRF token.
    Answer before =
        cockpit(
            browser, cookies, "GET", DEPLOYMENTS + "/count", "text/plain", BodyPublishers.noBody());
    assertThat(before.json().path("count").asInt()).as(before.text()).isPositive();

    byte[] sound = ProcessText.of("Install").bytes();
    byte[] unsound = ProcessText.of("Stop").replace("${runLifecycleScript}", "${format}").bytes();
    Answer first =
        cockpit(
            browser,
            cookies,
            "POST",
            DEPLOYMENTS + "/create",
            MULTIPART,
            multipart("Install.bpmn", sound));
    Answer second =
        cockpit(
            browser,
            cookies,
            "POST",
            DEPLOYMENTS + "/create",
            MULTIPART,
            multipart("Stop.bpmn", unsound));

    assertThat(first.status()).as(first.text()).isEqualTo(400);
    assertThat(first.text()).contains("keeps all rules", "/onboarding");
    assertThat(second.status()).as(second.text()).isEqualTo(400);
    assertThat(second.text()).contains("Task_RunStopScript");
    assertThat(engine("GET", "/deployment/count", null, "").json()).isEqualTo(before.json());
  }

  @Test
  void aLoginCanNeitherStartNorRemoveProcesses() throws Exception {
    String json = "application/json";
    JsonNode install = engine("GET", "/process-definition/key/Install", null, "").json();

    assertThat(engine("POST", "/process-definition/key/Install/start", json, "{}").text())
        .contains("started by requests");
    assertThat(engine("POST", "/message", json, "{\"messageName\": \"Heal\"}").text())
        .contains("started by requests");
    assertThat(
            engine("DELETE", "/deployment/" + install.get("deploymentId").asText(), null, "")
                .text())
        .contains("onboarding");
    assertThat(engine("DELETE", "/process-definition/key/Install", null, "").text())
        .contains("onboarding");
    assertThat(
            engine(
                    "GET",
                    "/process-definition?startableInTasklist=true&latestVersion=true",
                    null,
                    "")
                .json())
        .isEmpty();
    assertThat(engine("GET", "/process-definition/key/Install", null, "").json())
        .isEqualTo(install);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST   | /process-instance/none/modification       | {'instructions': [{'type': 'startBeforeActivity', 'activityId': 'Task_Complete'}]}",
        "POST   | /process-instance/none/modification-async | {'instructions': [{'type': 'startBeforeActivity', 'activityId': 'Task_Complete'}]}",
        "PUT    | /process-instance/none/variables/resourceId | {'value': 'other', 'type': 'String'}",
        "POST   | /process-instance/none/variables          | {'modifications': {'resourceId': {'value': 'other'}}}",
        "DELETE | /process-instance/none/variables/resourceId | ''",
        "PUT    | /execution/none/localVariables/deadline   | {'value': 'other', 'type': 'String'}",
        "POST   | /migration/generate                       | {'sourceProcessDefinitionId': 'a', 'targetProcessDefinitionId': 'b'}",
        "POST   | /migration/execute                        | {'migrationPlan': {'sourceProcessDefinitionId': 'a', 'targetProcessDefinitionId': 'b', 'instructions': []}, 'processInstanceIds': ['none']}",
        "POST   | /job/none/execute                         | {}",
        "PUT    | /job/none/duedate                         | {'duedate': '2099-01-01T00:00:00.000+0000'}",
        "POST   | /history/cleanup                          | {}",
      })
  void aLoginCannotChangeWhatProcessesDo(String method, String path, String body) throws Exception {
    Answer answer =
        engine(method, path, "application/json", body == null ? "" : body.replace('\'', '"'));

    assertThat(answer.status()).as(answer.text()).isBetween(400, 500);
    assertThat(answer.text()).contains("a login may read, retry jobs, suspend, resume and end");
  }

  @Test
  void aLoginManagesUsersJobsAndInstances() throws Exception {
    String json = "application/json";
    String user =
        "{\"profile\": {\"id\": \"ada\", \"firstName\": \"A\", \"lastName\": \"L\"},"
            + " \"credentials\": {\"password\": \"Long-enough-7x\"}}";
    String right =
        "{\"type\": 1, \"permissions\": [\"READ\"], \"userId\": \"ada\","
            + " \"resourceType\": 8, \"resourceId\": \"*\"}";
    assertThat(engine("POST", "/user/create", json, user).status()).isEqualTo(204);
    assertThat(engine("POST", "/group/create", json, "{\"id\": \"crew\"}").status()).isEqualTo(204);
    assertThat(engine("PUT", "/group/crew/members/ada", json, "{}").status()).isEqualTo(204);
    Answer granted = engine("POST", "/authorization/create", json, right);
    assertThat(granted.status()).as(granted.text()).isEqualTo(200);
    assertThat(
            engine("DELETE", "/authorization/" + granted.json().get("id").asText(), null, "")
                .status())
        .isEqualTo(204);
    assertThat(engine("DELETE", "/group/crew", null, "").status()).isEqualTo(204);
    assertThat(engine("DELETE", "/user/ada", null, "").status()).isEqualTo(204);

    assertThat(engine("PUT", "/job/none/retries", json, "{\"retries\": 1}").text())
        .doesNotContain("a login may");
    for (boolean suspended : List.of(true, false)) {
      assertThat(
              engine(
                      "PUT",
                      "/process-instance/none/suspended",
                      json,
                      "{\"suspended\": " + suspended + "}")
                  .text())
          .doesNotContain("a login may");
    }
    assertThat(engine("DELETE", "/process-instance/none", null, "").status()).isEqualTo(404);
  }

  @Test
  void aProcessThatCallsItselfIsStopped() {
    String type = "spiral" + UUID.randomUUID().toString().substring(0, 6);
    publish(
        type,
        ProcessText.of("Start")
            .replaceElement("Task_WaitUntilHealthy", call("Start", "${resourceId}")));
    String spiral = rm.install("resource::" + type + "::1.0", Map.of());

    JsonNode status = rm.run("resource::" + type + "::1.0", "Start", spiral, Map.of());

    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.get("requestFailureCode").asText()).isEqualTo("INTERNAL_ERROR");
    assertThat(status.toString()).contains("8 levels below the first request");
    remove(type, spiral);
  }

  @Test
  void aProcessMakesNoInstances() {
    String type = "maker" + UUID.randomUUID().toString().substring(0, 6);
    publish(
        type,
        ProcessText.of("Start").replaceElement("Task_WaitUntilHealthy", call("Install", "m-1")));
    String maker = rm.install("resource::" + type + "::1.0", Map.of());

    JsonNode status = rm.run("resource::" + type + "::1.0", "Start", maker, Map.of());

    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.toString()).contains("there is no instance m-1", "ScaleOut");
    assertThat(rm.get("/topology/instances/m-1").status()).isEqualTo(404);
    remove(type, maker);
  }

  @ParameterizedTest
  @CsvSource({"victim, echo, victim", "${resourceId}, take, victim", "victim, echo, ${resourceId}"})
  void aProcessReachesNoOtherInstance(String instance, String operation, String member) {
    String victim = rm.install(Types.PROBE, Map.of("secret", "kept-from-others"));
    String type = "thief" + UUID.randomUUID().toString().substring(0, 6);
    String call =
        "<bpmn:callActivity id=\"Task_WaitUntilHealthy\" name=\"Steal\" calledElement=\"Operation\">"
            + "<bpmn:extensionElements><camunda:inputOutput>"
            + input("instance", instance.replace("victim", victim))
            + input("operation", operation)
            + input("member", member.replace("victim", victim))
            + "</camunda:inputOutput></bpmn:extensionElements></bpmn:callActivity>";
    publish(type, ProcessText.of("Start").replaceElement("Task_WaitUntilHealthy", call));
    String thief = rm.install("resource::" + type + "::1.0", Map.of());

    JsonNode status = rm.run("resource::" + type + "::1.0", "Start", thief, Map.of());

    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.toString())
        .contains("own instance", victim)
        .doesNotContain("kept-from-others");
    remove(type, thief);
    rm.complete(Types.PROBE, "Uninstall", victim, Map.of());
  }

  @Test
  void aResultThatCannotBeDeliveredFailsTheRequestWithItsCause() {
    String type = "stuck" + UUID.randomUUID().toString().substring(0, 6);
    String unset =
        "<bpmn:serviceTask id=\"Task_WaitUntilHealthy\" name=\"Set state\""
            + " camunda:delegateExpression=\"${setState}\"><bpmn:extensionElements>"
            + "<camunda:inputOutput>"
            + input("state", "${failureCode}")
            + "</camunda:inputOutput></bpmn:extensionElements></bpmn:serviceTask>";
    publish(type, ProcessText.of("Start").replaceElement("Task_WaitUntilHealthy", unset));
    String stuck = rm.install("resource::" + type + "::1.0", Map.of());

    JsonNode status = rm.run("resource::" + type + "::1.0", "Start", stuck, Map.of());

    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.get("requestFailureCode").asText()).isEqualTo("INTERNAL_ERROR");
    assertThat(status.toString()).contains("failureCode");
    remove(type, stuck);
  }

  @Test
  void onboardingReportsWhatIsWrongAndGoesOn() throws IOException {
    Path csars = manager.home().resolve("csars");
    FileSystemUtils.copyRecursively(SMALL, csars.resolve("listener"));
    Path descriptor = csars.resolve("listener/resource.yml");
    Files.writeString(
        descriptor, Files.readString(descriptor).replace("small::2.1", "listener::1.0"));
    Manager.write(
        csars.resolve("listener/processes/Start.bpmn"),
        ProcessText.of("Heal").renamed("listener.Start").xml());
    Manager.write(
        csars.resolve("listener/processes/Stop.bpmn"),
        ProcessText.of("Stop").renamed("listener.Stop").replace(">skip<", ">${why<").xml());
    try {
      Answer answer = rm.put("/onboarding?report=true");

      assertThat(answer.status()).as(answer.text()).isEqualTo(200);
      JsonNode report = answer.json();
      assertThat(report.get("types").findValuesAsText("name")).contains(Types.PROBE);
      assertThat(report.get("findings"))
          .anySatisfy(
              finding -> {
                assertThat(finding.get("file").asText())
                    .isEqualTo("resource::listener::1.0/processes/Start.bpmn");
                assertThat(finding.get("element").asText()).isEqualTo("Start_Requested");
                assertThat(finding.get("rule").asInt()).isEqualTo(2);
                assertThat(finding.get("line").asInt()).isGreaterThan(1);
                assertThat(finding.get("severity").asText()).isEqualTo("error");
              })
          .anySatisfy(
              finding -> assertThat(finding.get("message").asText()).contains("is no expression"));
      assertThat(rm.put("/onboarding").json().isArray()).isTrue();
      assertThat(rm.get("/types/resource::listener::1.0").json().get("state").asText())
          .isEqualTo("UNPUBLISHED");
    } finally {
      FileSystemUtils.deleteRecursively(csars.resolve("listener"));
      rm.put("/onboarding");
    }
  }

  private void publish(String name, ProcessText process) {
    byte[] file = process.renamed(name + ".Start").drawn().bytes();
    Answer answer =
        Upload.post(rm, small(name).with("processes/Start.bpmn", file, e -> {}).bytes());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    rm.awaitPublished("resource::" + name + "::1.0");
  }

  private void remove(String name, String instance) {
    rm.complete("resource::" + name + "::1.0", "Uninstall", instance, Map.of());
    assertThat(Upload.delete(rm, "resource::" + name + "::1.0").status()).isEqualTo(204);
  }

  private static Zip small(String name) {
    try {
      String descriptor =
          Files.readString(SMALL.resolve("resource.yml")).replace("small::2.1", name + "::1.0")
              + "operations:\n  take:\n    properties:\n      secret:\n        type: password\n";
      Zip zip = new Zip().with("resource.yml", descriptor);
      for (String file :
          List.of("Dockerfile", "lifecycle/lifecycle.yaml", "lifecycle/nothing.sh")) {
        zip.with(file, Files.readString(SMALL.resolve(file)));
      }
      return zip.with(
          "operations/operations.yaml",
          "version: 1\noperations:\n  take: /opt/lifecycle/nothing.sh\n");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String call(String transition, String instance) {
    return "<bpmn:callActivity id=\"Task_WaitUntilHealthy\" name=\"Call\" calledElement=\"%s\">"
            .formatted(transition)
        + "<bpmn:extensionElements><camunda:inputOutput>"
        + input("instance", instance)
        + "</camunda:inputOutput></bpmn:extensionElements></bpmn:callActivity>";
  }

  private static String input(String name, String value) {
    return "<camunda:inputParameter name=\"%s\">%s</camunda:inputParameter>".formatted(name, value);
  }

  private Answer deploy(String file, byte[] content) throws Exception {
    return engine("POST", "/deployment/create", MULTIPART, multipart(file, content));
  }

  private static HttpRequest.BodyPublisher multipart(String file, byte[] content) {
    return BodyPublishers.concat(
        BodyPublishers.ofString(
            "--%s\r\nContent-Disposition: form-data; name=\"deployment-name\"\r\n\r\nevil\r\n--%s\r\nContent-Disposition: form-data; name=\"data\"; filename=\"%s\"\r\n\r\n"
                .formatted(BOUNDARY, BOUNDARY, file)),
        BodyPublishers.ofByteArray(content),
        BodyPublishers.ofString("\r\n--" + BOUNDARY + "--\r\n"));
  }

  /** Asks as a browser does that has Cockpit open: with its session and its CSRF token. */
  private Answer cockpit(
      HttpClient browser,
      CookieManager cookies,
      String method,
      String path,
      String contentType,
      HttpRequest.BodyPublisher body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(rm.base() + "/camunda" + path))
            .header("Content-Type", contentType)
            .method(method, body);
    cookies.getCookieStore().getCookies().stream()
        .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
        .map(HttpCookie::getValue)
        .forEach(token -> request.header("X-XSRF-TOKEN", token));
    HttpResponse<String> answer =
        browser.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), Map.of(), answer.body());
  }

  private String password() throws IOException {
    return Files.readString(manager.home().resolve("data/admin-password")).strip();
  }

  private Answer engine(String method, String path, String contentType, String body)
      throws Exception {
    return engine(method, path, contentType, BodyPublishers.ofString(body));
  }

  private Answer engine(
      String method, String path, String contentType, HttpRequest.BodyPublisher body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(rm.base() + "/engine-rest" + path))
            .header(
                "Authorization",
                "Basic "
                    + Base64.getEncoder()
                        .encodeToString(("admin:" + password()).getBytes(StandardCharsets.UTF_8)))
            .method(method, body);
    if (contentType != null) {
      request.header("Content-Type", contentType);
    }
    HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(answer.statusCode(), Map.of(), answer.body());
  }
}
