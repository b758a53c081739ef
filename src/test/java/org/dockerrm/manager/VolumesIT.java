package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dockerrm.location.Host;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Volumes: the built-in type, and what containers mount. */
class VolumesIT {

  private static final String KEEPER = GenerousManager.KEEPER;

  private final Manager manager = GenerousManager.get();
  private final RmClient rm = manager.client();
  private final String name = "dockerrm-it-" + UUID.randomUUID();

  @AfterEach
  void clean() {
    Docker.clean(manager.location());
    Docker.clean(SharedManager.get().location());
    Docker.attempt("volume", "rm", name);
  }

  @Test
  void areMadeAndRemovedWithTheirInstance() {
    JsonNode status = install(rm, Map.of());
    String id = status.get("resourceId").asText();

    JsonNode instance = rm.instance(id);
    assertThat(instance.get("properties").get("volumename").asText()).isEqualTo(name);
    assertThat(instance.get("properties").get("mountpoint").asText())
        .isEqualTo(Docker.run("volume", "inspect", "-f", "{{.Mountpoint}}", name).strip());
    assertThat(instance.get("internalResourceInstances").get(0).get("type").asText())
        .isEqualTo("docker volume");
    assertThat(owner()).isEqualTo(id);

    rm.complete(Types.VOLUME, "Uninstall", id, Map.of());
    assertThat(Docker.volumesOf(manager.location())).isEmpty();
  }

  @Test
  void areLeftAloneWhereTheyBelongToAnotherOwner() {
    Docker.run("volume", "create", name);

    JsonNode status = install(rm, Map.of());

    assertThat(status.get("requestFailureCode").asText()).isEqualTo("RESOURCE_ALREADY_EXISTS");
    rm.complete(Types.VOLUME, "Uninstall", status.get("resourceId").asText(), Map.of());
    assertThat(Docker.run("volume", "ls", "-q").lines()).contains(name);
  }

  @Test
  void belongToOneInstanceOnly() {
    String first = install(rm, Map.of()).get("resourceId").asText();

    JsonNode second = install(rm, Map.of());

    assertThat(second.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(second.get("requestStateReason").asText()).contains("belongs to instance " + first);
    rm.complete(Types.VOLUME, "Uninstall", second.get("resourceId").asText(), Map.of());
    assertThat(owner()).isEqualTo(first);
  }

  @Test
  void keepDataBeyondTheContainersThatMountThem() {
    String volume = install(rm, Map.of()).get("resourceId").asText();
    String first = rm.install(KEEPER, Map.of("data", volume + ":/data"));
    String container = WholeLifeIT.container(rm, first);
    Docker.run("exec", container, "sh", "-c", "echo kept > /data/file");
    List<String> anonymous = anonymous(container);

    JsonNode inUse = rm.run(Types.VOLUME, "Uninstall", volume, Map.of());
    assertThat(inUse.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(inUse.get("requestStateReason").asText())
        .contains("dockerrm_keeper-" + first, "uses it");

    rm.complete(KEEPER, "Uninstall", first, Map.of());
    assertThat(anonymous).hasSize(1);
    assertThat(Docker.run("volume", "ls", "-q").lines()).doesNotContainAnyElementsOf(anonymous);

    String second = rm.install(KEEPER, Map.of("data", name + ":/other:ro"));
    assertThat(Docker.file(WholeLifeIT.container(rm, second), "/other/file")).isEqualTo("kept\n");
    rm.complete(KEEPER, "Uninstall", second, Map.of());
    rm.complete(Types.VOLUME, "Uninstall", volume, Map.of());
    assertThat(Docker.volumesOf(manager.location())).isEmpty();
  }

  @Test
  void comeIntoBeingWithTheContainerThatNamesThemAndStay() {
    String id = rm.install(KEEPER, Map.of("data", name + ":/data"));

    assertThat(owner()).isEqualTo(id);
    rm.complete(KEEPER, "Uninstall", id, Map.of());
    assertThat(Docker.volumesOf(manager.location())).containsExactly(name);
  }

  @Test
  void haveTheirDriversOptions() {
    String options = "{\"type\": \"tmpfs\", \"device\": \"tmpfs\", \"o\": \"size=1m,mode=0750\"}";
    String volume = install(rm, Map.of("driver_opts", options)).get("resourceId").asText();
    String container =
        WholeLifeIT.container(rm, rm.install(KEEPER, Map.of("data", volume + ":/data")));

    assertThat(Docker.run("exec", container, "grep", " /data ", "/proc/mounts"))
        .contains("tmpfs", "size=1024k");
  }

  @Test
  void doNotReachIntoTheHostWhereTheLocationDoesNotAllowIt() {
    RmClient strict = SharedManager.get().client();

    JsonNode bind =
        install(
            strict,
            Map.of(
                "driver_opts", "{\"type\": \"none\", \"device\": \"/etc\", \"o\": \"ro,bind\"}"));
    JsonNode nonsense = install(strict, Map.of("driver_opts", "type=tmpfs"));

    assertThat(bind.get("requestFailureCode").asText()).isEqualTo("INFRASTRUCTURE_ERROR");
    assertThat(bind.get("requestStateReason").asText())
        .contains(strict.location(), "allowBindMounts");
    assertThat(nonsense.get("requestStateReason").asText())
        .contains("driver_opts: 'type=tmpfs' is not a JSON object");
    assertThat(Docker.volumesOf(strict.location())).isEmpty();
  }

  private JsonNode install(RmClient client, Map<String, String> properties) {
    ObjectNode body = client.body(Types.VOLUME, "Install", null).put("resourceName", name);
    ObjectNode values = body.putObject("properties");
    properties.forEach(values::put);
    return client.end(
        client.post("/lifecycle/transitions", body.toString()).json().get("requestId").asText());
  }

  private String owner() {
    String label = "{{index .Labels \"" + Host.RESOURCE_ID_LABEL + "\"}}";
    return Docker.run("volume", "inspect", "-f", label, name).strip();
  }

  private static List<String> anonymous(String container) {
    String names = "{{range .Mounts}}{{if eq .Destination \"/anonymous\"}}{{.Name}}{{end}}{{end}}";
    return Docker.run("inspect", "-f", names, container).strip().lines().toList();
  }
}
