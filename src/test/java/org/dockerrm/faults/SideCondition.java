package org.dockerrm.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dockerrm.location.docker.Fault;
import org.dockerrm.support.Docker;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;

/**
 * Something else that must hold while calls to engines go wrong.
 *
 * @param name what must hold
 * @param test tries it in a place of its own
 */
record SideCondition(String name, Consumer<ScenarioLocation> test) {

  /** Tries it and says what came of it. */
  void perform(ScenarioLocation place, CompletableFuture<Void> outcome) {
    try {
      test.accept(place);
      outcome.complete(null);
    } catch (RuntimeException | AssertionError e) {
      place.faults().disarm(place.location());
      place.clean();
      outcome.completeExceptionally(e);
    }
  }

  /** All of them; they take long one after the other. */
  static List<SideCondition> all() {
    return Stream.concat(
            Stream.of(
                new SideCondition(
                    "a container of another owner is left alone",
                    SideCondition::leavesAContainerOfAnotherOwnerAlone),
                new SideCondition(
                    "a network of another owner is left alone",
                    SideCondition::leavesANetworkOfAnotherOwnerAlone)),
            Stream.of(
                hears("GET /events", Fault.FAIL_BEFORE),
                hears("GET /events", Fault.HANG_BEFORE),
                hears("GET /events", Fault.DROP_BEFORE),
                hears("GET /networks", Fault.FAIL_BEFORE),
                hears("GET /networks", Fault.HANG_BEFORE)))
        .toList();
  }

  private static SideCondition hears(String request, Fault fault) {
    return new SideCondition(
        "a dead container is heard of, %s: %s".formatted(request, fault),
        place -> hearsOfADeadContainerAllTheSame(place, request, fault));
  }

  private static void leavesAContainerOfAnotherOwnerAlone(ScenarioLocation place) {
    CompletableFuture<String> id = new CompletableFuture<>();
    place
        .faults()
        .before(
            place.location(),
            "POST /containers/create",
            () ->
                Docker.run(
                    "create", "--name", container(id.join()), "debian:bookworm-slim", "true"));

    RmClient.Answer accepted =
        place.rm().transition(FullLifecycle.TALLY, "Install", null, Map.of("tally", "/tmp"));
    id.complete(accepted.json().get("resourceId").asText());
    JsonNode status = place.rm().end(accepted.json().get("requestId").asText());
    try {
      assertThat(status.path("requestFailureCode").asText()).isEqualTo("RESOURCE_ALREADY_EXISTS");
      assertThat(status.path("requestStateReason").asText()).contains("belongs to another owner");
      place.rm().complete(FullLifecycle.TALLY, "Uninstall", id.join(), Map.of());
      assertThat(Docker.run("inspect", "-f", "{{.State.Status}}", container(id.join())).strip())
          .isEqualTo("created");
    } finally {
      Docker.attempt("rm", "-f", container(id.join()));
    }
  }

  private static String container(String resourceId) {
    return "dockerrm_tally-" + resourceId;
  }

  private static void leavesANetworkOfAnotherOwnerAlone(ScenarioLocation place) {
    String name = "it-theirs-" + place.location();
    place
        .faults()
        .before(
            place.location(),
            "POST /networks/create",
            () -> Docker.run("network", "create", "--subnet", place.subnet(), name));
    try {
      ObjectNode body = place.rm().body(Types.NETWORK, "Install", null).put("resourceName", name);
      body.putObject("properties").put("subnet", place.subnet());
      String request =
          place
              .rm()
              .post("/lifecycle/transitions", body.toString())
              .json()
              .get("requestId")
              .asText();
      JsonNode status = place.rm().end(request);
      assertThat(status.path("requestState").asText()).as("%s", status).isEqualTo("FAILED");
      place.rm().complete(Types.NETWORK, "Uninstall", status.get("resourceId").asText(), Map.of());
      assertThat(Docker.run("network", "ls", "--format", "{{.Name}}").lines()).contains(name);
    } finally {
      Docker.attempt("network", "rm", name);
    }
  }

  private static void hearsOfADeadContainerAllTheSame(
      ScenarioLocation place, String request, Fault fault) {
    String id =
        place.rm().install(FullLifecycle.TALLY, Map.of("tally", place.directory().toString()));
    place.faults().armBackground(place.location(), request, fault);
    place.faults().breakEvents(place.location());
    Docker.run("kill", container(id));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> place.rm().instance(id).path("resourceState").asText(), "Broken"::equals);
    assertThat(place.faults().disarm(place.location())).as("the fault happened").isTrue();
    place.rm().complete(FullLifecycle.TALLY, "Uninstall", id, Map.of());
    place.takeTally();
  }
}
