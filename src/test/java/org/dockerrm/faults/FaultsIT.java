package org.dockerrm.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.dockerrm.location.docker.EngineFaults;
import org.dockerrm.location.docker.Fault;
import org.dockerrm.support.Docker;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every fault at every call to an engine that a transition makes: the end is the same as without
 * it. The calls are those of a run without faults; {@link Selection} tells which faults are tried.
 */
class FaultsIT {

  private static Stage stage;
  private static EngineFaults faults;

  @BeforeAll
  static void start() {
    // Threads of the client library die of what is done to their connections.
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
    stage = new Stage().open();
    faults = stage.faults();
  }

  @AfterAll
  static void stop() {
    stage.close();
    Awaitility.reset();
  }

  @TestFactory
  Stream<DynamicContainer> theEndIsTheSameAsWithoutTheFault() {
    Selection selection = new Selection(stage.recorded());
    System.out.println(selection.seed());
    FaultPlan plan = new FaultPlan(selection.cases());
    stage.perform(plan);
    return Arrays.stream(Step.values())
        .map(step -> dynamicContainer(step.toString(), tests(plan, step)));
  }

  @Test
  void leavesAContainerOfSomebodyElseAlone() {
    Place place = stage.place(0);
    CompletableFuture<String> id = new CompletableFuture<>();
    faults.before(
        place.location(),
        "POST /containers/create",
        () -> Docker.run("create", "--name", container(id.join()), "debian:bookworm-slim", "true"));

    RmClient.Answer accepted =
        place.rm().transition(WholeLife.TALLY, "Install", null, Map.of("tally", "/tmp"));
    id.complete(accepted.json().get("resourceId").asText());
    JsonNode status = place.rm().end(accepted.json().get("requestId").asText());
    try {
      assertThat(status.path("requestFailureCode").asText()).isEqualTo("RESOURCE_ALREADY_EXISTS");
      assertThat(status.path("requestStateReason").asText()).contains("belongs to somebody else");
      place.rm().complete(WholeLife.TALLY, "Uninstall", id.join(), Map.of());
      assertThat(Docker.run("inspect", "-f", "{{.State.Status}}", container(id.join())).strip())
          .isEqualTo("created");
    } finally {
      Docker.attempt("rm", "-f", container(id.join()));
    }
  }

  private static String container(String resourceId) {
    return "dockerrm_tally-" + resourceId;
  }

  @Test
  void leavesANetworkOfSomebodyElseAlone() {
    Place place = stage.place(0);
    String name = "it-theirs-" + place.location();
    faults.before(
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

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "GET /events, FAIL_BEFORE",
    "GET /events, HANG_BEFORE",
    "GET /events, DROP_BEFORE",
    "GET /networks, FAIL_BEFORE",
    "GET /networks, HANG_BEFORE"
  })
  void hearsOfADeadContainerAllTheSame(String request, Fault fault) {
    Place place = stage.place(fault.ordinal());
    String id = place.rm().install(WholeLife.TALLY, Map.of("tally", place.directory().toString()));
    faults.armBackground(place.location(), request, fault);
    faults.breakEvents(place.location());
    Docker.run("kill", container(id));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> place.rm().instance(id).path("resourceState").asText(), "Broken"::equals);
    assertThat(faults.disarm(place.location())).as("the fault happened").isTrue();
    place.rm().complete(WholeLife.TALLY, "Uninstall", id, Map.of());
    place.takeTally();
  }

  private static Stream<DynamicNode> tests(FaultPlan plan, Step step) {
    return plan.cases(step).map(one -> dynamicTest(one.toString(), () -> outcome(plan, one)));
  }

  private static void outcome(FaultPlan plan, FaultCase one) throws Throwable {
    try {
      plan.outcome(one).orTimeout(20, TimeUnit.MINUTES).join();
    } catch (CompletionException e) {
      throw new AssertionError(one.toString(), e.getCause());
    }
  }
}
