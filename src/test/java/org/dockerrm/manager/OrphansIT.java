package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.InventoryIdentity;
import org.dockerrm.location.Host;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Objects on the engine that bear our labels and have no instance. */
class OrphansIT {

  private static final String IMAGE = "debian:bookworm-slim";

  private final Manager manager = SharedManager.get();
  private final RmClient rm = manager.client();
  private final TestNetworks networks = new TestNetworks(rm);

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
  }

  @Test
  void adoptsAContainerThatTheInventoryForgot() {
    ObjectNode body = rm.body(Types.PROBE, "Install", null);
    body.put("resourceName", "the lost one").putObject("properties").put("text", "kept");
    JsonNode accepted = rm.post("/lifecycle/transitions", body.toString()).json();
    rm.end(accepted.get("requestId").asText());
    String id = accepted.get("resourceId").asText();
    JsonNode before = rm.instance(id);
    assertThat(orphan(id)).isNull();
    forget(id);

    JsonNode orphan = orphan(id);
    assertThat(orphan.get("type").asText()).isEqualTo("docker container");
    assertThat(orphan.get("name").asText()).isEqualTo("dockerrm_probe-" + id);
    assertThat(orphan.get("location").asText()).isEqualTo(manager.location());
    assertThat(orphan.get("resourceType").asText()).isEqualTo(Types.PROBE);
    assertThat(orphan.get("own").asBoolean()).isTrue();
    RmClient.Answer adopted = post(orphan, "adopt");

    assertThat(adopted.status()).as(adopted.text()).isEqualTo(201);
    assertThat(adopted.headers().get("location")).endsWith("/topology/instances/" + id);
    JsonNode instance = rm.instance(id);
    assertThat(instance.get("resourceState").asText()).isEqualTo("Inactive");
    assertThat(instance.get("resourceName").asText()).isEqualTo("the lost one");
    assertThat(instance.get("metricKey")).isEqualTo(before.get("metricKey"));
    for (String property : List.of("text", "number", "label", "docker_ipaddr", "docker_hostname")) {
      assertThat(instance.get("properties").get(property))
          .as(property)
          .isEqualTo(before.get("properties").get(property));
    }
    assertThat(orphan(id)).isNull();
    rm.complete(Types.PROBE, "Start", id, Map.of());
    rm.complete(Types.PROBE, "Uninstall", id, Map.of());
    assertThat(Docker.containersOf(manager.location())).isEmpty();
  }

  @Test
  void adoptsANetworkAndRemovesNoneThatIsInUse() {
    String name = TestNetworks.newName();
    String id = networks.install(name, Docker.freePrefix());
    String container = rm.install(Types.PROBE, Map.of("docker_network", name));
    forget(id);

    RmClient.Answer refused = post(orphan(id), "remove");
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.json().get("detail").asText()).contains("dockerrm_probe-" + container);
    assertThat(post(orphan(id), "adopt").status()).isEqualTo(201);

    JsonNode instance = rm.instance(id);
    assertThat(instance.get("resourceState").asText()).isEqualTo("Installed");
    assertThat(instance.get("readOnly").asBoolean()).isFalse();
    assertThat(networks.property(id, "networkname")).isEqualTo(name);
    assertThat(networks.property(id, "networkid")).isNotEmpty();
    rm.complete(Types.PROBE, "Uninstall", container, Map.of());
    rm.complete(Types.NETWORK, "Uninstall", id, Map.of());
    assertThat(Docker.networksOf(manager.location())).isEmpty();
  }

  @Test
  void adoptsAndRemovesAVolume() {
    String name = "dockerrm-it-" + UUID.randomUUID();
    ObjectNode body = rm.body(Types.VOLUME, "Install", null).put("resourceName", name);
    body.putObject("properties")
        .put("driver_opts", "{\"type\": \"tmpfs\", \"device\": \"tmpfs\", \"o\": \"size=1m\"}");
    JsonNode accepted = rm.post("/lifecycle/transitions", body.toString()).json();
    rm.end(accepted.get("requestId").asText());
    String id = accepted.get("resourceId").asText();
    JsonNode before = rm.instance(id);
    assertThat(orphan(id)).isNull();
    forget(id);

    JsonNode orphan = orphan(id);
    assertThat(orphan.get("type").asText()).isEqualTo("docker volume");
    assertThat(orphan.get("name").asText()).isEqualTo(name);
    assertThat(orphan.get("kept").asBoolean()).isFalse();
    assertThat(Instant.parse(orphan.get("createdAt").asText()))
        .isAfter(Instant.now().minusSeconds(600));
    assertThat(post(orphan, "adopt").status()).isEqualTo(201);

    JsonNode instance = rm.instance(id);
    assertThat(instance.get("resourceState").asText()).isEqualTo("Installed");
    for (String property : List.of("volumename", "driver", "mountpoint")) {
      assertThat(instance.get("properties").get(property))
          .as(property)
          .isEqualTo(before.get("properties").get(property));
    }
    assertThat(instance.get("properties").get("driver_opts").asText()).contains("size=1m");
    assertThat(orphan(id)).isNull();
    forget(id);
    assertThat(post(orphan(id), "remove").status()).isEqualTo(204);
    assertThat(Docker.volumesOf(manager.location())).isEmpty();
  }

  @Test
  void removesNoVolumeThatIsInUseAndSeesNoneWithoutLabels() {
    String id = UUID.randomUUID().toString();
    String used = volume(manager.location(), managerId(manager), Types.VOLUME, id);
    String unlabelled = Docker.run("volume", "create", "--label", "dockerrm-test=it").strip();
    String user =
        Docker.run("create", "--label", label(manager.location()), "-v", used + ":/data", IMAGE)
            .strip();

    RmClient.Answer refused = post(orphan(id), "remove");

    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.json().get("detail").asText()).contains(used, "use");
    assertThat(rm.get("/topology/orphans?all=true").text()).doesNotContain(unlabelled);
    Docker.run("rm", user);
    Docker.run("volume", "rm", unlabelled);
  }

  @Test
  void removesAnOrphanOnce() {
    String id = rm.install(Types.SMALL, Map.of());
    forget(id);
    JsonNode orphan = orphan(id);

    assertThat(post(orphan, "remove").status()).isEqualTo(204);

    assertThat(Docker.containersOf(manager.location())).isEmpty();
    assertThat(post(orphan, "remove").status()).isEqualTo(404);
    assertThat(post(orphan, "adopt").status()).isEqualTo(404);
    assertThat(rm.post("/topology/orphans/none/remove", "").status()).isEqualTo(404);
    assertThat(rm.get("/topology/orphans?location=nowhere").status()).isEqualTo(404);
  }

  @Test
  void adoptsWhatDoesNotRunAsBrokenAndNoUnknownType() {
    String id = rm.install(Types.SMALL, Map.of());
    Docker.run("kill", WholeLifeIT.container(rm, id));
    forget(id);
    String stranger = made(manager.location(), managerId(manager), "resource::unheard-of::1.0");

    assertThat(post(orphan(id), "adopt").status()).isEqualTo(201);
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Broken");
    RmClient.Answer refused = post(orphan(stranger), "adopt");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").asText()).contains("resource::unheard-of::1.0");
  }

  @Test
  void leavesAloneWhatOtherManagersMade() {
    String other = made(manager.location(), "another-manager", Types.SMALL);

    assertThat(orphan(other)).isNull();
    JsonNode shown = find(rm.get("/topology/orphans?all=true").json(), other);
    assertThat(shown.get("own").asBoolean()).isFalse();
    assertThat(post(shown, "remove").status()).isEqualTo(404);
    assertThat(Docker.containersOf(manager.location())).hasSize(1);
    String path = "/topology/orphans/" + shown.get("id").asText() + "/remove?all=true";
    assertThat(rm.post(path, "").status()).isEqualTo(204);
    assertThat(Docker.containersOf(manager.location())).isEmpty();
  }

  @Test
  void doesNotTakeAnInstallUnderWayForAnOrphan() {
    JsonNode accepted = rm.transition(Types.PROBE, "Install", null, Map.of("pause", "2")).json();
    String id = accepted.get("resourceId").asText();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> Docker.containersOf(manager.location()).size() == 1);

    assertThat(find(rm.get("/topology/orphans?all=true").json(), id)).isNull();
    rm.end(accepted.get("requestId").asText());
    assertThat(find(rm.get("/topology/orphans?all=true").json(), id)).isNull();
  }

  @Test
  void reapsItsOwnAfterTheGracePeriodWhereItIsAskedTo() {
    try (Manager reaping =
        Manager.with("small")
            .configure("scanInterval: PT1S\nreapOrphans: true\norphanGrace: PT4S")
            .start()) {
      RmClient client = reaping.client().awaitPublished(Types.SMALL);
      String instance = client.install(Types.SMALL, Map.of());
      String forgotten = client.install(Types.SMALL, Map.of());
      String container = WholeLifeIT.container(client, forgotten);
      String other = UUID.randomUUID().toString();
      String lost = volume(reaping.location(), managerId(reaping), Types.VOLUME, newId());
      String kept = volume(reaping.location(), managerId(reaping), Types.SMALL, newId());
      String others = volume(reaping.location(), "another-manager", Types.VOLUME, newId());
      String foreign = run(reaping.location(), "another-manager", Types.SMALL, other);
      reaping.bean(Inventory.class).remove(forgotten);

      assertThat(Docker.containersOf(reaping.location())).contains(container);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(
              () ->
                  !Docker.containersOf(reaping.location()).contains(container)
                      && !Docker.volumesOf(reaping.location()).contains(lost));

      assertThat(Docker.containersOf(reaping.location()))
          .containsExactlyInAnyOrder(foreign, WholeLifeIT.container(client, instance));
      assertThat(Docker.volumesOf(reaping.location())).containsExactlyInAnyOrder(kept, others);
      Docker.run("rm", "-f", foreign);
    }
  }

  private void forget(String id) {
    manager.bean(Inventory.class).remove(id);
  }

  private static String managerId(Manager manager) {
    return manager.bean(InventoryIdentity.class).managerId();
  }

  /** The resourceId of a container with the labels of an instance that does not exist. */
  private static String made(String location, String managerId, String type) {
    String id = UUID.randomUUID().toString();
    run(location, managerId, type, id);
    return id;
  }

  private static String run(String location, String managerId, String type, String id) {
    return Docker.run(
            "run",
            "-d",
            "--label",
            Host.RESOURCE_ID_LABEL + "=" + id,
            "--label",
            Host.RESOURCE_TYPE_LABEL + "=" + type,
            "--label",
            Host.LOCATION_LABEL + "=" + location,
            "--label",
            Host.MANAGER_ID_LABEL + "=" + managerId,
            IMAGE,
            "sleep",
            "600")
        .strip();
  }

  private static String newId() {
    return UUID.randomUUID().toString();
  }

  private static String label(String location) {
    return Host.LOCATION_LABEL + "=" + location;
  }

  /** The name of a volume with the labels of an instance that does not exist. */
  private static String volume(String location, String managerId, String type, String id) {
    return Docker.run(
            "volume",
            "create",
            "--label",
            Host.RESOURCE_ID_LABEL + "=" + id,
            "--label",
            Host.RESOURCE_TYPE_LABEL + "=" + type,
            "--label",
            label(location),
            "--label",
            Host.MANAGER_ID_LABEL + "=" + managerId)
        .strip();
  }

  private JsonNode orphan(String resourceId) {
    return find(rm.get("/topology/orphans").json(), resourceId);
  }

  private static JsonNode find(JsonNode orphans, String resourceId) {
    for (JsonNode orphan : orphans) {
      if (orphan.get("resourceId").asText().equals(resourceId)) {
        return orphan;
      }
    }
    return null;
  }

  private RmClient.Answer post(JsonNode orphan, String action) {
    return rm.post("/topology/orphans/" + orphan.get("id").asText() + "/" + action, "");
  }
}
