package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.dockerrm.manager.SpecialManager.DETOUR;
import static org.dockerrm.manager.SpecialManager.TALKER;
import static org.dockerrm.manager.SpecialManager.UNPRIVILEGED;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.dockerrm.location.Host;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The containers behind instances, and what becomes of instances when these die. */
class ContainersIT {

  private final Manager shared = SharedManager.get();
  private final RmClient rm = shared.client();

  @AfterEach
  void clean() {
    Docker.clean(shared.location());
    Docker.clean(SpecialManager.get().location());
  }

  @Test
  void namesAndLabelsItsContainers() {
    JsonNode status = rm.complete(Types.SMALL, "Install", null, Map.of());
    String id = status.get("resourceId").asText();

    String container = WholeLifeIT.container(rm, id);
    assertThat(inspect(container, "{{.Name}}")).isEqualTo("/dockerrm_small-" + id);
    assertThat(label(container, Host.RESOURCE_ID_LABEL)).isEqualTo(id);
    assertThat(label(container, Host.RESOURCE_TYPE_LABEL)).isEqualTo(Types.SMALL);
    assertThat(label(container, Host.LOCATION_LABEL)).isEqualTo(shared.location());
    assertThat(label(container, Host.REQUEST_ID_LABEL)).isEqualTo(status.get("requestId").asText());
    assertThat(inspect(container, "{{.HostConfig.Privileged}}")).isEqualTo("false");
  }

  @Test
  void putsPropertiesButNoPasswordsIntoTheEnvironment() {
    String id =
        rm.install(Types.PROBE, Map.of("text", "a = 'b'\n\"c\" $(d)", "secret", "s3cret-value"));

    String environment = inspect(WholeLifeIT.container(rm, id), "{{json .Config.Env}}");

    assertThat(environment)
        .contains("RM_PROP_number=7", "RM_PROP_text=a = 'b'\\n\\\"c\\\" $(d)")
        .contains("RM_RESOURCE_ID=" + id)
        .doesNotContain("s3cret-value", "RM_PROP_secret");
  }

  @Test
  void makesAHostNameOfWhateverTheResourceIsCalled() {
    assertThat(hostnameOf("My Näme_is: (long) " + "x".repeat(80)))
        .matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
        .startsWith("my-n-me-is-long-x");
    assertThat(hostnameOf("...")).isEqualTo("resource");
  }

  @Test
  void takesTheHostNameThatIsAskedFor() {
    String id = rm.install(Types.PROBE, Map.of("docker_hostname", "asked-for"));

    assertThat(inspect(WholeLifeIT.container(rm, id), "{{.Config.Hostname}}"))
        .isEqualTo("asked-for");
  }

  @Test
  void marksInstancesWhoseContainersDieAndStartsThemAgain() {
    String id = active();
    String container = WholeLifeIT.container(rm, id);

    Docker.run("kill", container);
    awaitBroken(id);
    rm.complete(Types.SMALL, "Stop", id, Map.of());
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Inactive");
    rm.complete(Types.SMALL, "Start", id, Map.of());

    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Active");
    assertThat(inspect(container, "{{.State.Running}}")).isEqualTo("true");
    assertThat(rm.instance(id).get("properties").get("docker_ipaddr").asText())
        .isEqualTo(inspect(container, "{{.NetworkSettings.IPAddress}}"));
  }

  @Test
  void noticesADeathInTheMiddleOfATransition() {
    String id = rm.install(Types.PROBE, Map.of());
    rm.complete(Types.PROBE, "Integrity", id, Map.of());
    String container = WholeLifeIT.container(rm, id);
    JsonNode accepted = rm.transition(Types.PROBE, "Reconfigure", id, Map.of("pause", "30")).json();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> Docker.file(container, "/var/probe/runs").contains("Reconfigure"));

    Docker.run("kill", container);

    JsonNode status = rm.end(accepted.get("requestId").asText());
    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.get("requestFailureCode").asText()).isEqualTo("RESOURCE_NOT_FOUND");
    awaitBroken(id);
  }

  @Test
  void startsABrokenInstanceWithoutAStop() {
    String id = active();
    Docker.run("kill", WholeLifeIT.container(rm, id));
    awaitBroken(id);

    rm.complete(Types.SMALL, "Start", id, Map.of());

    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Active");
  }

  /** As an engine does that goes down in the middle of a start. */
  @Test
  void startsAgainWhatWasKilledWhileItStarted() {
    RmClient special = SpecialManager.get().client();

    String id = special.install(SpecialManager.SURVIVOR, Map.of());

    assertThat(inspect(WholeLifeIT.container(special, id), "{{.State.Running}}")).isEqualTo("true");
    special.complete(SpecialManager.SURVIVOR, "Uninstall", id, Map.of());
  }

  @Test
  void uninstallsAnInstanceWhoseContainerWasRemoved() {
    String id = active();
    Docker.run("rm", "-f", WholeLifeIT.container(rm, id));
    awaitBroken(id);

    JsonNode failed = rm.run(Types.SMALL, "Start", id, Map.of());
    NetworksIT.assertFailed(failed, "RESOURCE_NOT_FOUND", "is gone");
    rm.complete(Types.SMALL, "Uninstall", id, Map.of());

    assertThat(rm.get("/topology/instances/" + id).status()).isEqualTo(404);
  }

  @Test
  void findsContainersThatDiedWhileItWasAway() {
    try (Manager manager = Manager.with("small").start()) {
      RmClient client = manager.client().awaitPublished(Types.SMALL);
      String id = client.install(Types.SMALL, Map.of());
      String container = WholeLifeIT.container(client, id);
      manager.stop();
      Docker.run("kill", container);

      RmClient again = manager.start().client();

      await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> WholeLifeIT.state(again, id), "Broken"::equals);
    }
  }

  @Test
  void runsAWholeLifeAsTheUserOfTheImage() {
    RmClient special = SpecialManager.get().client();
    String id = special.install(UNPRIVILEGED, Map.of());

    for (String name : new String[] {"Configure", "Start", "Integrity", "Reconfigure", "Stop"}) {
      special.complete(UNPRIVILEGED, name, id, Map.of());
      assertThat(special.instance(id).get("properties").get("user").asText())
          .isEqualTo("worker " + name);
    }
    JsonNode asked = special.complete(UNPRIVILEGED, "whoami", id, Map.of());
    assertThat(asked.get("properties").get("user").asText()).isEqualTo("worker");
    assertThat(Docker.file(WholeLifeIT.container(special, id), "/home/worker/runs").lines())
        .containsExactly(
            "Install in /",
            "Configure in /",
            "Start in /",
            "Integrity in /",
            "Reconfigure in /",
            "Stop in /");
    special.complete(UNPRIVILEGED, "Uninstall", id, Map.of());
    assertThat(Docker.containersOf(SpecialManager.get().location())).isEmpty();
  }

  @Test
  void prefersTheProcessThatATypeBringsItself() {
    RmClient special = SpecialManager.get().client();
    String own = special.install(DETOUR, Map.of());
    String other = special.install(TALKER, Map.of());

    assertThat(processOf(special.complete(DETOUR, "start", own, Map.of())))
        .isEqualTo("detour.Start");
    assertThat(WholeLifeIT.state(special, own)).isEqualTo("Active");
    assertThat(processOf(special.complete(DETOUR, "Stop", own, Map.of()))).isEqualTo("Stop");
    assertThat(processOf(special.complete(TALKER, "Start", other, Map.of()))).isEqualTo("Start");
  }

  private static String processOf(JsonNode status) {
    return SpecialManager.get()
        .bean(HistoryService.class)
        .createHistoricProcessInstanceQuery()
        .processInstanceId(status.get("processInstanceId").asText())
        .singleResult()
        .getProcessDefinitionKey();
  }

  private String active() {
    String id = rm.install(Types.SMALL, Map.of());
    rm.complete(Types.SMALL, "Start", id, Map.of());
    return id;
  }

  private void awaitBroken(String id) {
    await().atMost(Duration.ofSeconds(10)).until(() -> WholeLifeIT.state(rm, id), "Broken"::equals);
  }

  private String hostnameOf(String resourceName) {
    ObjectNode body = rm.body(Types.PROBE, "Install", null).put("resourceName", resourceName);
    JsonNode accepted = rm.post("/lifecycle/transitions", body.toString()).json();
    assertThat(rm.end(accepted.get("requestId").asText()).get("requestState").asText())
        .isEqualTo("COMPLETED");
    JsonNode instance = rm.instance(accepted.get("resourceId").asText());
    String shown = instance.get("properties").get("docker_hostname").asText();
    String container = instance.get("internalResourceInstances").get(0).get("id").asText();
    assertThat(shown).isEqualTo(inspect(container, "{{.Config.Hostname}}"));
    return shown;
  }

  private static String label(String container, String name) {
    return inspect(container, "{{index .Config.Labels \"" + name + "\"}}");
  }

  private static String inspect(String container, String format) {
    return Docker.run("inspect", "-f", format, container).strip();
  }
}
