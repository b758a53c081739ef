package org.dockerrm.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.dockerrm.location.ContainerHost;
import org.dockerrm.location.Locations;
import org.dockerrm.location.docker.EngineCall;
import org.dockerrm.location.docker.EngineFaults;
import org.dockerrm.location.docker.Fault;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
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
import org.springframework.util.FileSystemUtils;

/**
 * Every fault at every call to an engine that a transition makes: the end is the same as without
 * it. The calls are those of a run without faults; {@code -Dfaults=all} adds faults that stay.
 */
class FaultsIT {

  private static final int WORKERS = Integer.getInteger("faults.workers", 8);

  /** {@code all}, or those that pass or stay: {@code passing}, {@code lasting}. */
  private static final String CHOSEN = System.getProperty("faults", "passing");

  private static final Map<Step, List<EngineCall>> recorded = new EnumMap<>(Step.class);
  private static final Map<Boolean, Map<Step, Sight>> sights =
      Map.of(true, new EnumMap<>(Step.class), false, new EnumMap<>(Step.class));
  private static final List<Place> places = new ArrayList<>();
  private static ExecutorService threads;
  private static Manager manager;
  private static EngineFaults faults;
  private static ContainerHost host;

  @BeforeAll
  static void start() throws IOException {
    // Threads of the client library die of what is done to their connections.
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
    threads = Executors.newFixedThreadPool(WORKERS);
    manager = Manager.with("tally").configure("scanInterval: PT10M\n");
    faults = EngineFaults.in(manager);
    StringBuilder locations = new StringBuilder("locations:\n  - name: " + manager.location());
    locations.append("\n    type: test\n");
    IntStream.range(0, WORKERS)
        .mapToObj(number -> Place.name(manager, number))
        .forEach(name -> locations.append(entry(name)));
    Manager.write(manager.home().resolve("config/locations.yml"), locations.toString());
    manager
        .set("dockerrm.processes-dir=" + quickProcesses())
        .set("dockerrm.engine.answer-limit=3s")
        .set("camunda.bpm.job-execution.wait-time-in-millis=100")
        .set("camunda.bpm.job-execution.max-wait=200")
        .start();
    manager.client().awaitPublished(Life.TALLY);
    host = manager.bean(Locations.class).find(manager.location()).orElseThrow().host();
    IntStream.range(0, WORKERS).forEach(n -> places.add(new Place(manager, n).prepare()));
    Life first = new Life(places.get(0));
    Worker.steps(true).forEach(step -> sights.get(true).put(step, clean(first, step, true)));
    Life second = new Life(places.get(0));
    Worker.steps(false).forEach(step -> sights.get(false).put(step, clean(second, step, false)));
  }

  private static String entry(String name) {
    return """
      - name: %s
        type: test
        allowBindMounts: true
    """
        .formatted(name);
  }

  /** The shipped processes with shorter waits between their tries. */
  private static Path quickProcesses() throws IOException {
    Path processes = manager.home().resolve("processes");
    FileSystemUtils.copyRecursively(Path.of("processes"), processes);
    try (Stream<Path> files = Files.list(processes)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".bpmn")).toList()) {
        Manager.write(file, Files.readString(file).replace("PT2S,PT10S,PT30S", "PT0.2S,PT1S,PT3S"));
      }
    }
    return processes;
  }

  private static Sight clean(Life life, Step step, boolean full) {
    String location = life.place().location();
    faults.record(location);
    JsonNode status = life.perform(step);
    assertThat(status.path("requestState").asText()).as("%s", status).isEqualTo("COMPLETED");
    if (full) {
      recorded.put(step, faults.recorded(location));
    }
    return Sight.of(life, step, status, host);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    threads.shutdown();
    threads.awaitTermination(1, TimeUnit.MINUTES);
    Awaitility.reset();
    places.forEach(Place::close);
    manager.close();
  }

  @TestFactory
  Stream<DynamicContainer> theEndIsTheSameAsWithoutTheFault() {
    FaultPlan plan = new FaultPlan(recorded, FaultsIT::isChosen);
    places.forEach(place -> threads.submit(new Worker(place, plan, faults, host, sights)::work));
    return Arrays.stream(Step.values())
        .map(step -> dynamicContainer(step.toString(), tests(plan, step)));
  }

  @Test
  void leavesAContainerOfSomebodyElseAlone() {
    Place place = places.get(0);
    CompletableFuture<String> id = new CompletableFuture<>();
    faults.before(
        place.location(),
        "POST /containers/create",
        () -> Docker.run("create", "--name", container(id.join()), "debian:bookworm-slim", "true"));

    RmClient.Answer accepted =
        place.rm().transition(Life.TALLY, "Install", null, Map.of("tally", "/tmp"));
    id.complete(accepted.json().get("resourceId").asText());
    JsonNode status = place.rm().end(accepted.json().get("requestId").asText());
    try {
      assertThat(status.path("requestFailureCode").asText()).isEqualTo("RESOURCE_ALREADY_EXISTS");
      assertThat(status.path("requestStateReason").asText()).contains("belongs to somebody else");
      place.rm().complete(Life.TALLY, "Uninstall", id.join(), Map.of());
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
    Place place = places.get(0);
    String name = "it-theirs-" + place.location();
    faults.before(
        place.location(),
        "POST /networks/create",
        () -> Docker.run("network", "create", "--subnet", place.subnet(), name));
    try {
      ObjectNode body = place.rm().body(Types.NETWORK, "Install", null).put("resourceName", name);
      body.putObject("properties").put("subnet", place.subnet()).put("gateway", place.gateway());
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
    Place place = places.get(fault.ordinal());
    String id = place.rm().install(Life.TALLY, Map.of("tally", place.directory().toString()));
    faults.armBackground(place.location(), request, fault);
    faults.breakEvents(place.location());
    Docker.run("kill", container(id));

    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> place.rm().instance(id).path("resourceState").asText(), "Broken"::equals);
    assertThat(faults.disarm(place.location())).as("the fault happened").isTrue();
    place.rm().complete(Life.TALLY, "Uninstall", id, Map.of());
    place.takeTally();
  }

  private static boolean isChosen(FaultCase one) {
    return CHOSEN.equals("all") || one.isPermanent() == CHOSEN.equals("lasting");
  }

  private static Stream<DynamicNode> tests(FaultPlan plan, Step step) {
    return plan.cases().stream()
        .filter(one -> one.step() == step)
        .map(one -> dynamicTest(one.toString(), () -> outcome(plan, one)));
  }

  private static void outcome(FaultPlan plan, FaultCase one) throws Throwable {
    try {
      plan.outcome(one).orTimeout(20, TimeUnit.MINUTES).join();
    } catch (CompletionException e) {
      throw new AssertionError(one.toString(), e.getCause());
    }
  }
}
