package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.dockerrm.support.EngineRest;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator sees in Cockpit; the pictures are those of the documentation. */
class CockpitIT {

  private static final String LOST = "lost";

  private static Manager manager;
  private static String password;

  private Browser browser;

  @BeforeAll
  static void open() throws IOException {
    assumeTrue(Files.isExecutable(Browser.chromium()), "Chromium is not there");
    assumeTrue(Files.isExecutable(Browser.driver()), "chromedriver is not there");
    manager = Manager.with("probe");
    addUnreachableLocation();
    manager.start().client().awaitPublished(Types.PROBE);
    password = Files.readString(manager.home().resolve("data/admin-password")).strip();
  }

  @AfterAll
  static void close() {
    if (manager != null) {
      manager.close();
    }
  }

  @BeforeEach
  void openBrowser() {
    browser = Browser.open(manager.client().base());
  }

  @AfterEach
  void closeBrowser() {
    browser.close();
  }

  @Test
  void refusesAWrongPassword() {
    browser.visit("cockpit", "/login");
    browser.login("admin", password + "?");

    browser.await(".notifications", "Login Failed");
    browser.picture("cockpit-login");
    assertThat(browser.texts(".notifications").toString()).contains("Wrong credentials");
    // The engine locks a user for some seconds after a wrong password; the other tests log in too.
    await()
        .pollDelay(Duration.ofSeconds(4))
        .pollInterval(Duration.ofSeconds(4))
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(() -> engine("GET", "/user/admin/profile", ""));
  }

  @Test
  void answersInEveryApplicationAfterTheLogin() {
    loginTo("cockpit", "/dashboard");
    browser.await("body", "Running Process Instances");
    browser.visit("tasklist", "/");
    browser.await("body", "Tasklist");
    browser.await(".task-filters", "Create a filter");
    browser.visit("admin", "/users");
    browser.await("tbody", "admin");
    assertThat(browser.complaints("Content Security Policy")).isEmpty();
  }

  @Test
  void theDescriptionOfTheApiCanBeReadAndTriedUnderItsContentSecurityPolicy() {
    browser.visit("/swagger-ui/index.html");
    browser.click("[id$=controller-configuration] .opblock-summary-control");
    browser.click(".try-out__btn");
    browser.click(".execute");
    browser.await(".live-responses-table", "docker-rm::test");

    assertThat(browser.complaints("Content Security Policy")).isEmpty();
  }

  @Test
  void listsTheProcesses() {
    loginTo("cockpit", "/processes");
    browser.await("body", "20 process definitions deployed");
    browser.one("td.name");

    browser.picture("cockpit-processes");
    assertThat(browser.texts("td.name"))
        .containsExactlyInAnyOrder(
            "Add a network",
            "Check integrity",
            "Configure a container",
            "Heal an instance",
            "Install a container",
            "Install a network",
            "Install a volume",
            "Reconfigure a container",
            "Remove a network",
            "Run an operation",
            "Scale a cluster in",
            "Scale a cluster out",
            "Start a container",
            "Stop a container",
            "Undo an installation",
            "Undo an upgrade",
            "Uninstall a container",
            "Uninstall a network",
            "Uninstall a volume",
            "Upgrade an instance to another version of its type");
  }

  @Test
  void showsARunningInstallAtItsStep() {
    RmClient rm = manager.client();
    loginTo("cockpit", "/processes");
    browser.await("body", "20 process definitions deployed");
    JsonNode accepted = rm.transition(Types.PROBE, "Install", null, Map.of("pause", "20")).json();
    String requestId = accepted.get("requestId").asText();
    JsonNode status = awaitActivity(rm, requestId, "Run install script");

    browser.visit("cockpit", "/process-definition/" + definition("Install") + "/runtime");
    browser.await(badge("Task_RunInstallScript"), "1");
    browser.await("body", requestId);
    browser.picture("cockpit-definition");

    browser.visit(
        "cockpit", "/process-instance/" + status.get("processInstanceId").asText() + "/runtime");
    browser.await(badge("Task_RunInstallScript"), "1");
    browser.await("body", requestId);
    browser.picture("cockpit-running-install");

    assertThat(browser.texts(".badge.instance-count")).containsExactly("1");
    assertThat(rm.end(requestId).get("requestState").asText()).isEqualTo("COMPLETED");
    rm.complete(
        Types.PROBE, "Uninstall", accepted.get("resourceId").asText(), Map.of("pause", "0"));
  }

  @Test
  void showsTheDiagramOfAProcessWithoutRuns() {
    loginTo("cockpit", "/processes");
    browser.visit("cockpit", "/process-definition/" + definition("Uninstall") + "/runtime");

    browser.one("[data-element-id=Task_RemoveContainer]");
    browser.await("[data-element-id=Task_RemoveContainer]", "Remove");
    assertThat(browser.texts(".badge.instance-count")).isEmpty();
  }

  @Test
  void showsAnIncidentWhereAStepNeedsHelp() {
    RmClient rm = manager.client();
    ObjectNode body = rm.body(Types.PROBE, "Install", null);
    body.put("deploymentLocation", LOST);
    String requestId =
        rm.post("/lifecycle/transitions", body.toString()).json().get("requestId").asText();
    useUpTheRetries(requestId);

    JsonNode status = rm.get("/lifecycle/transitions/" + requestId + "/status").json();
    assertThat(status.get("requestState").asText()).isEqualTo("IN_PROGRESS");
    assertThat(status.get("requestStateReason").asText())
        .contains("Create container", "retries are used up", "retry the job in Cockpit");

    loginTo("cockpit", "/dashboard");
    browser.await("body", "Open Incidents");
    browser.picture("cockpit-dashboard");
    browser.visit(
        "cockpit", "/process-instance/" + status.get("processInstanceId").asText() + "/runtime");
    browser.choose("Incidents");
    browser.await("table", "does not answer");
    browser.picture("cockpit-incident");
  }

  @Test
  void cancelsTheRequestWhoseProcessAPersonEnds() {
    RmClient rm = manager.client();
    JsonNode accepted = rm.transition(Types.PROBE, "Install", null, Map.of("pause", "20")).json();
    String requestId = accepted.get("requestId").asText();
    String process =
        awaitActivity(rm, requestId, "Run install script").get("processInstanceId").asText();

    engine("DELETE", "/process-instance/" + process + "?skipCustomListeners=true", "");

    JsonNode status = rm.end(requestId);
    assertThat(status.get("requestState").asText()).isEqualTo("CANCELLED");
    assertThat(status.get("requestStateReason").asText()).contains("ended by hand");
    String id = accepted.get("resourceId").asText();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> rm.get("/topology/instances/" + id).status() == 404);
  }

  private static void addUnreachableLocation() throws IOException {
    Path file = manager.home().resolve("config/locations.yml");
    Manager.write(
        file,
        Files.readString(file)
            + """
              - name: %s
                type: test
                endpoint: tcp://127.0.0.1:1
            """
                .formatted(LOST));
  }

  private void loginTo(String application, String place) {
    browser.visit(application, "/login");
    browser.login("admin", password);
    browser.await("body", "Resource manager Administrator");
    browser.visit(application, place);
  }

  private static String badge(String activity) {
    return "[data-container-id=" + activity + "] .badge.instance-count";
  }

  private static JsonNode awaitActivity(RmClient rm, String requestId, String activity) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> rm.get("/lifecycle/transitions/" + requestId + "/status").json(),
            status -> status.path("progress").path("activity").asText().equals(activity));
  }

  private static String definition(String process) {
    return engine("GET", "/process-definition/key/" + process, "").get("id").asText();
  }

  /** Once a job has failed, its tries are set to the last one, so that no test waits. */
  private static void useUpTheRetries(String requestId) {
    String process =
        manager
            .client()
            .get("/lifecycle/transitions/" + requestId)
            .json()
            .get("processInstanceId")
            .asText();
    JsonNode jobs =
        await()
            .atMost(Duration.ofSeconds(20))
            .until(
                () -> engine("GET", "/job?withException=true&processInstanceId=" + process, ""),
                found -> !found.isEmpty());
    engine("PUT", "/job/" + jobs.get(0).get("id").asText() + "/retries", "{\"retries\": 0}");
  }

  private static JsonNode engine(String method, String path, String body) {
    return new EngineRest(manager).call(method, path, body);
  }
}
