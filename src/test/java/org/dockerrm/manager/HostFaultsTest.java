package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ListedContainer;
import org.dockerrm.location.memory.MemoryHost;
import org.dockerrm.location.memory.MemoryScript;
import org.dockerrm.support.MemoryManager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What transitions and reconciliation make of a host that fails, on a host in memory. */
class HostFaultsTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final MemoryHost host = MemoryManager.get().host();
  private final RmClient rm = MemoryManager.get().client();

  @AfterEach
  void repair() {
    host.faults.clear();
    host.scripts.clear();
    host.workloads().showAll();
    host.workloads().removesSlowly = false;
  }

  @ParameterizedTest
  @ValueSource(strings = {"create", "start", "run"})
  void anInstallWhoseAnswerIsLostMakesOneContainer(String call) {
    host.faults.loseAnswer(call);

    String id = rm.install(Types.PROBE, Map.of());

    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Installed");
    assertThat(containersOf(id)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"stop", "remove"})
  void anUninstallWhoseAnswerIsLostLeavesNothing(String call) {
    String id = rm.install(Types.SMALL, Map.of());
    host.faults.loseAnswer(call);

    rm.complete(Types.SMALL, "Uninstall", id, Map.of());

    assertThat(containersOf(id)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "NO_CAPACITY, INSUFFICIENT_CAPACITY",
    "NOT_FOUND, RESOURCE_NOT_FOUND",
    "ALREADY_EXISTS, RESOURCE_ALREADY_EXISTS",
    "REFUSED, INFRASTRUCTURE_ERROR",
    "UNSUPPORTED, INFRASTRUCTURE_ERROR"
  })
  void aRefusalEndsTheRequestWithItsCode(Reason reason, String code) {
    host.faults.refuse("start", reason, "no way");

    JsonNode status = rm.run(Types.SMALL, "Install", null, Map.of());

    assertThat(status.get("requestState").asText()).isEqualTo("FAILED");
    assertThat(status.get("requestFailureCode").asText()).isEqualTo(code);
    assertThat(status.get("requestStateReason").asText()).contains("no way");
  }

  @Test
  void whatMayPassIsTriedAgain() {
    int before = host.faults.calls().size();
    host.faults.refuse("start", Reason.OUT_OF_SIGHT, "not now");
    String request =
        rm.transition(Types.SMALL, "Install", null, Map.of()).json().get("requestId").asText();
    await().atMost(SOON).until(() -> host.faults.calls().lastIndexOf("start") >= before);

    host.faults.clear();

    assertThat(rm.end(request).get("requestState").asText()).isEqualTo("COMPLETED");
  }

  @Test
  void aRemovalUnderWayIsAwaited() {
    String id = rm.install(Types.SMALL, Map.of());
    host.workloads().removesSlowly = true;
    String request =
        rm.transition(Types.SMALL, "Uninstall", id, Map.of()).json().get("requestId").asText();
    await()
        .atMost(SOON)
        .until(
            () ->
                !host.workloads().find("dockerrm_small-" + id).container().orElseThrow().running());

    host.workloads().removesSlowly = false;

    assertThat(rm.end(request).get("requestState").asText()).isEqualTo("COMPLETED");
    assertThat(containersOf(id)).isEmpty();
  }

  @Test
  void aContainerOutOfSightIsNotDead() {
    String id = rm.install(Types.SMALL, Map.of());
    host.workloads().hide(WholeLifeIT.container(rm, id));

    JsonNode accepted = rm.transition(Types.SMALL, "Uninstall", id, Map.of()).json();
    await()
        .during(Duration.ofSeconds(1))
        .until(() -> WholeLifeIT.state(rm, id), "Installed"::equals);
    host.workloads().showAll();

    assertThat(rm.end(accepted.get("requestId").asText()).get("requestState").asText())
        .isEqualTo("COMPLETED");
  }

  @Test
  void aScriptGoesOnWhileTheHostIsAway() throws Exception {
    String id = rm.install(Types.PROBE, Map.of());
    CompletableFuture<MemoryScript> begun = new CompletableFuture<>();
    host.scripts.program("configure", begun::complete);
    JsonNode accepted = rm.transition(Types.PROBE, "Configure", id, Map.of()).json();
    MemoryScript script = begun.get();

    host.goAway("no route");
    script.exit(0);
    assertThat(rm.get("/topology/instances/" + id).status()).isEqualTo(200);
    host.comeBack();

    JsonNode status = rm.end(accepted.get("requestId").asText());
    assertThat(status.get("requestState").asText()).isEqualTo("COMPLETED");
    assertThat(host.scripts.runsOf("configure", WholeLifeIT.container(rm, id))).isEqualTo(1);
  }

  @Test
  void aDeadContainerSaysHowItEnded() {
    String killed = rm.install(Types.SMALL, Map.of());
    String starved = rm.install(Types.SMALL, Map.of());
    String removed = rm.install(Types.SMALL, Map.of());

    host.workloads().exit(WholeLifeIT.container(rm, killed), 3);
    host.workloads().killForMemory(WholeLifeIT.container(rm, starved));
    host.workloads().remove(WholeLifeIT.container(rm, removed)).requireGone();

    awaitBroken(killed, "container ended with exit code 3");
    awaitBroken(
        starved, "container ended with exit code 137, killed by the kernel for memory (OOM)");
    awaitBroken(removed, "RESOURCE_NOT_FOUND: its container was removed");
    rm.complete(Types.SMALL, "Start", killed, Map.of());
    assertThat(rm.instance(killed).get("resourceState").asText()).isEqualTo("Active");
  }

  @Test
  void aDeathWhileTheHostWasAwayIsSeenWhenItIsBack() {
    String id = rm.install(Types.SMALL, Map.of());
    String container = WholeLifeIT.container(rm, id);

    host.goAway("no route");
    host.workloads().exit(container, 9);
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Installed");
    assertThat(rm.instance(id).toString()).contains("no route");
    host.comeBack();

    awaitBroken(id, "container ended with exit code 9");
  }

  @Test
  void aPausedContainerIsAReasonAndNoOtherState() {
    String id = rm.install(Types.SMALL, Map.of());
    String container = WholeLifeIT.container(rm, id);

    host.workloads().pause(container, true);
    awaitReason(id, "its container is paused, so that nothing in it runs");
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Installed");

    host.workloads().pause(container, false);
    awaitReason(id, "");
  }

  @Test
  void aNetworkThatWasRemovedMakesItsInstanceBroken() {
    TestNetworks networks = new TestNetworks(rm);
    String name = TestNetworks.newName();
    String id = networks.install(name, host.freePrefix());

    host.requireNetworks().remove(name);

    awaitBroken(id, "RESOURCE_NOT_FOUND: its network was removed");
    rm.complete(Types.NETWORK, "Uninstall", id, Map.of());
  }

  private List<ListedContainer> containersOf(String id) {
    return host.workloads().own().stream()
        .filter(container -> id.equals(container.labels().get(Host.RESOURCE_ID_LABEL)))
        .toList();
  }

  private void awaitBroken(String id, String reason) {
    awaitReason(id, reason);
    assertThat(WholeLifeIT.state(rm, id)).isEqualTo("Broken");
  }

  private void awaitReason(String id, String reason) {
    await(id)
        .atMost(SOON)
        .until(() -> rm.instance(id).path("stateReason").asText(), reason::equals);
  }
}
