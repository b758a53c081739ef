package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.SharedManager;
import org.dockerrm.support.TestPackage;
import org.dockerrm.support.Types;
import org.dockerrm.support.Upload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An instance moves to another version of its type, and back where that fails. */
class UpgradeIT {

  private static final RmClient rm = SharedManager.get().client();

  private static final TestPackage OLD = Movers.OLD;
  private static final TestPackage NEW = Movers.NEW;

  @BeforeAll
  static void publish() {
    if (rm.get("/types/" + OLD.type()).status() == 404) {
      OLD.publish(rm);
      NEW.publish(rm);
    }
  }

  @AfterEach
  void clean() {
    Docker.clean(rm.location());
  }

  @Test
  void makesTheContainerOfTheNewVersionWithTheSameIdentity() {
    String id = active(Map.of("text", "mine", "secret", "s3cret"));
    String before = WholeLifeIT.container(rm, id);
    JsonNode then = rm.instance(id);

    JsonNode end = rm.complete(NEW.type(), "Upgrade", id, Map.of("added", "given"));

    assertThat(end.get("requestStateReason").asText())
        .isEqualTo("dropped, since " + NEW.type() + " does not declare them: gone");
    JsonNode now = rm.instance(id);
    assertThat(now.get("resourceType").asText()).isEqualTo(NEW.type());
    assertThat(now.get("resourceState").asText()).isEqualTo("Active");
    assertThat(now.get("resourceName")).isEqualTo(then.get("resourceName"));
    assertThat(now.get("metricKey")).isEqualTo(then.get("metricKey"));
    assertThat(now.at("/properties/label").asText()).isEqualTo("mine and given");
    assertThat(now.at("/properties/serial").asText()).isEqualTo("77");
    assertThat(now.get("properties").has("gone")).isFalse();
    String after = WholeLifeIT.container(rm, id);
    assertThat(after).isNotEqualTo(before);
    assertThat(Docker.file(after, "/opt/runs").lines())
        .containsExactly("new Install", "new Configure", "new Start", "new Integrity");
    assertThat(Docker.file(after, "/opt/rmparams")).contains("\"secret\": \"s3cret\"");
    assertThat(Docker.containersOf(rm.location())).hasSize(1);
    assertThat(Upload.delete(rm, NEW.type()).status()).isEqualTo(409);
    rm.complete(NEW.type(), "Stop", id, Map.of());
    rm.complete(NEW.type(), "Uninstall", id, Map.of());
  }

  @Test
  void keepsTheStaticAddressThatItWasInstalledWith() {
    TestPackage old = addressed("1.0").publish(rm);
    TestPackage next = addressed("2.0").publish(rm);
    TestNetworks networks = new TestNetworks(rm);
    String name = TestNetworks.newName();
    String address = Docker.freePrefix() + ".77";
    String network = networks.install(name, address.replaceAll("\\.77$", ""));
    String id = rm.install(old.type(), Map.of("docker_network", name, "docker_ipaddr", address));
    rm.complete(old.type(), "Start", id, Map.of());
    String before = WholeLifeIT.container(rm, id);

    rm.complete(next.type(), "Upgrade", id, Map.of());

    String after = WholeLifeIT.container(rm, id);
    assertThat(after).isNotEqualTo(before);
    assertThat(
            Docker.run(
                    "inspect",
                    "-f",
                    "{{range $name, $at := .NetworkSettings.Networks}}{{$name}} {{$at.IPAddress}};{{end}}",
                    after)
                .strip())
        .isEqualTo(name + " " + address + ";");
    assertThat(networks.property(id, "docker_ipaddr")).isEqualTo(address);
    rm.complete(next.type(), "Stop", id, Map.of());
    rm.complete(next.type(), "Uninstall", id, Map.of());
    rm.complete(Types.NETWORK, "Uninstall", network, Map.of());
    for (TestPackage version : List.of(old, next)) {
      assertThat(Upload.delete(rm, version.type()).status()).isEqualTo(204);
    }
  }

  @Test
  void bringsItAsFarAsItWas() {
    String id = rm.install(OLD.type(), Map.of());

    rm.complete(NEW.type(), "upgrade", id, Map.of());

    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Installed");
    assertThat(Docker.file(WholeLifeIT.container(rm, id), "/opt/runs").lines())
        .containsExactly("new Install");
  }

  @Test
  void isRolledBackToTheOldContainerWhereItFails() {
    String id = active(Map.of("text", "mine"));
    String before = WholeLifeIT.container(rm, id);
    JsonNode then = rm.instance(id);

    JsonNode end = rm.run(NEW.type(), "Upgrade", id, Map.of("fail", "Start"));

    assertThat(end.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(end.get("requestStateReason").asText()).contains("Start:", "; rolled back");
    JsonNode now = rm.instance(id);
    assertThat(now.get("resourceType").asText()).isEqualTo(OLD.type());
    assertThat(now.get("resourceState").asText()).isEqualTo("Active");
    assertThat(now.get("properties")).isEqualTo(then.get("properties"));
    assertThat(WholeLifeIT.container(rm, id)).isEqualTo(before);
    assertThat(Docker.file(before, "/opt/runs").lines())
        .endsWith("old Stop", "old Start", "old Integrity");
    assertThat(Docker.containersOf(rm.location())).hasSize(1);
    rm.complete(OLD.type(), "Stop", id, Map.of());
    rm.complete(NEW.type(), "Upgrade", id, Map.of());
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Inactive");
  }

  @Test
  void putsTheOldVersionBackWhereItIsCancelled() {
    String id = rm.install(OLD.type(), Map.of());
    String before = WholeLifeIT.container(rm, id);
    String request =
        rm.transition(NEW.type(), "Upgrade", id, Map.of("pause", "60"))
            .json()
            .get("requestId")
            .asText();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> rm.instance(id).get("resourceType").asText().equals(NEW.type()));

    assertThat(rm.post("/lifecycle/transitions/" + request + "/cancel", "").status())
        .isEqualTo(202);

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> rm.instance(id).get("resourceType").asText().equals(OLD.type()));
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Installed");
    assertThat(WholeLifeIT.container(rm, id)).isEqualTo(before);
    await().until(() -> Docker.containersOf(rm.location()).size() == 1);
    rm.complete(OLD.type(), "Configure", id, Map.of());
  }

  @Test
  void refusesWhatIsNoOtherVersion() {
    String id = rm.install(OLD.type(), Map.of());
    for (String type : List.of(OLD.type(), "resource::small::2.1")) {
      RmClient.Answer answer = rm.transition(type, "Upgrade", id, Map.of());
      assertThat(answer.status()).as(answer.text()).isEqualTo(400);
      assertThat(answer.text()).contains("another version of it");
    }
    assertThat(rm.transition("resource::docker-network::1.0", "Upgrade", id, Map.of()).text())
        .contains("does not offer this transition");
    assertThat(rm.transition(NEW.type(), "Upgrade", "nonsense", Map.of()).status()).isEqualTo(404);
    String failed = rm.install(OLD.type(), Map.of());
    Docker.run("exec", WholeLifeIT.container(rm, failed), "rm", "/opt/lifecycle/Stop.sh");
    rm.run(OLD.type(), "Stop", failed, Map.of());
    assertThat(rm.transition(NEW.type(), "Upgrade", failed, Map.of()).status()).isEqualTo(409);
  }

  /** A version of a type whose address can be asked for. */
  private static TestPackage addressed(String version) {
    return new TestPackage(
        "settler",
        version,
        """
        properties:
          docker_network: {type: string}
          docker_ipaddr: {type: string}
        lifecycle: [Install, Start, Stop, Uninstall]
        """,
        Map.of("Install", "true", "Start", "true", "Stop", "true", "Uninstall", "true"));
  }

  private static String active(Map<String, String> properties) {
    String id = rm.install(OLD.type(), properties);
    List.of("Configure", "Start", "Integrity")
        .forEach(t -> rm.complete(OLD.type(), t, id, Map.of()));
    return id;
  }
}
