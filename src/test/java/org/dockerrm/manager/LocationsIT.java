package org.dockerrm.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dockerrm.support.Docker;
import org.dockerrm.support.Manager;
import org.dockerrm.support.RmClient;
import org.dockerrm.support.RmClient.Answer;
import org.dockerrm.support.SecondEngine;
import org.dockerrm.support.Types;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Several engines side by side, in locations that clients make (docs/reference/api.md, "Topology").
 */
class LocationsIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private static SecondEngine engine;
  private static Manager manager;

  @BeforeAll
  static void start() {
    engine = SecondEngine.start();
    manager = Manager.with("small");
    engine.certificates().copyClient(manager.home().resolve("config/tls/second"));
    writeLocations("");
    manager.start();
    manager.client().awaitPublished(Types.SMALL);
  }

  @AfterAll
  static void stop() {
    try {
      if (manager != null) {
        manager.close();
      }
    } finally {
      if (engine != null) {
        engine.close();
      }
    }
  }

  @Test
  void bringsInstancesUpOnEnginesBehindEveryDoor() {
    RmClient rm = manager.client();
    String socket = manager.location() + "-socket";
    String tls = manager.location() + "-tls";
    Answer created = put(socket, Map.of("endpoint", engine.socket().toString()));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.headers().get("location")).isEqualTo(RmClient.ROOT + path(socket));
    Map<String, String> mutual =
        Map.of(
            "endpoint",
            engine.tcp().toString(),
            "tlsDirectory",
            "second",
            "maxContainers",
            "5",
            "metricUrl",
            "http://192.0.2.1:8082/api/metrics");
    assertThat(put(tls, mutual).status()).isEqualTo(201);
    assertThat(engine.docker("images", "-q", "dockerrm_small:2.1")).isBlank();

    List<String> places = List.of(manager.location(), socket, tls);
    Map<String, String> instances = installOn(places);
    places.forEach(place -> run(place, "Start", instances.get(place)));

    assertThat(Docker.containersOf(manager.location())).hasSize(1);
    assertThat(engine.containersOf(socket)).hasSize(1);
    assertThat(engine.containersOf(tls)).hasSize(1);
    assertThat(engine.docker("inspect", engine.containersOf(tls).get(0)))
        .contains("RM_METRIC_URL=http://192.0.2.1:8082/api/metrics");
    assertThat(healthy(tls).toString())
        .contains("\"engineVersion\"", "\"containers\":1", "\"maxContainers\":5");
    assertThat(healthy(socket).at("/health/containers").asInt()).isEqualTo(1);
    assertThat(networksOf(socket)).contains("bridge", "host", "none");
    assertThat(networksOf(tls)).contains("bridge", "host", "none");

    aDeadContainerIsBrokenInItsOwnLocationOnly(socket, tls, instances);
    inhabitedLocationsKeepTheirEngine(socket);

    pruningTakesOnlyImagesOfTypesThatAreGone();

    places.forEach(place -> run(place, "Uninstall", instances.get(place)));
    for (String place : List.of(socket, tls)) {
      assertThat(rm.delete(path(place)).status()).isEqualTo(204);
      assertThat(rm.get(path(place)).status()).isEqualTo(404);
      assertThat(rm.delete(path(place)).status()).isEqualTo(404);
      assertThat(all(rm, place)).isEmpty();
    }
  }

  private static void pruningTakesOnlyImagesOfTypesThatAreGone() {
    Path directory = manager.home().resolve("left");
    Manager.write(directory.resolve("Dockerfile"), "FROM dockerrm_small:2.1\nRUN true\n");
    for (String tag : List.of("dockerrm_left:1.0", "dockerrm_left:latest", "of-a-user:1")) {
      String label = "dockerrm.package=resource::left::1.0";
      engine.docker("build", "-q", "--label", label, "-t", tag, directory.toString());
    }
    engine.docker("tag", "dockerrm_small:2.1", "of-a-user:2");

    String said = launcher("prune");

    assertThat(said).contains("2 names removed, 0 in use");
    assertThat(engine.docker("images", "--format", "{{.Repository}}:{{.Tag}}").lines())
        .contains("dockerrm_small:2.1", "of-a-user:1", "of-a-user:2")
        .noneMatch(name -> name.startsWith("dockerrm_left"));
  }

  private static String launcher(String command) {
    ProcessBuilder builder = new ProcessBuilder("./dockerrm", command).redirectErrorStream(true);
    builder.environment().put("DOCKER_HOST", engine.socket().toString());
    builder.environment().put("DOCKERRM_URL", manager.client().base().toString());
    builder.environment().put("DOCKERRM_DATA", manager.home().resolve("launcher").toString());
    try {
      return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void aDeadContainerIsBrokenInItsOwnLocationOnly(
      String socket, String tls, Map<String, String> instances) {
    RmClient rm = manager.client();
    engine.docker("kill", engine.containersOf(socket).get(0));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> state(rm, instances.get(socket)), "Broken"::equals);
    assertThat(state(rm, instances.get(tls))).isEqualTo("Active");
  }

  private static void inhabitedLocationsKeepTheirEngine(String socket) {
    RmClient rm = manager.client();
    Answer refused = rm.delete(path(socket));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().get("detail").asText()).contains("1 instances exist there");
    assertThat(put(socket, Map.of()).status()).isEqualTo(409);
    assertThat(
            put(socket, Map.of("endpoint", engine.socket().toString(), "description", "the second"))
                .status())
        .isEqualTo(204);
  }

  @Test
  void locationsOutliveARestartAndTheFileWins() {
    String kept = manager.location() + "-kept";
    assertThat(put(kept, Map.of("endpoint", engine.socket().toString())).status()).isEqualTo(201);

    manager.stop();
    manager.start();

    assertThat(manager.client().get(path(kept)).json().get("type").asText()).isEqualTo("second");
    healthy(kept);

    manager.stop();
    writeLocations("  - {name: %s, type: of-the-file}".formatted(kept));
    manager.start();
    RmClient rm = manager.client();
    assertThat(rm.get(path(kept)).json().get("type").asText()).isEqualTo("of-the-file");
    assertThat(put(kept, Map.of()).status()).isEqualTo(409);
    assertThat(rm.delete(path(kept)).status()).isEqualTo(409);
  }

  @Test
  void namesEverythingThatIsWrongAtOnce() {
    RmClient rm = manager.client();
    Answer wrong =
        put(
            manager.location() + "-bad",
            Map.of(
                "endpoint", "unix:///etc/other.sock",
                "tlsDirectory", "../second",
                "maxContainers", "many",
                "allowPrivileged", "true",
                "allowBindMounts", "perhaps",
                "colour", "red"));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.json().at("/details/findings")).hasSize(6);
    assertThat(put("bad name".replace(" ", "%20"), Map.of()).status()).isEqualTo(400);
    assertThat(put(manager.location(), Map.of()).status()).isEqualTo(409);
    assertThat(rm.delete(path(manager.location())).status()).isEqualTo(409);
    assertThat(rm.delete(path("nowhere")).status()).isEqualTo(404);
    assertThat(rm.put(path("x"), "{\"type\": [], \"properties\": {\"a\": {}}}").json())
        .asString()
        .contains("type must be a string", "properties.a must be a string");
    Answer files =
        put(
            manager.location() + "-tls",
            Map.of("endpoint", engine.tcp().toString(), "tlsDirectory", "third"));
    assertThat(files.status()).isEqualTo(400);
    assertThat(files.text()).contains("there is no directory third");
  }

  @Test
  void aRemovalAndAnInstallDoNotMiss() {
    RmClient rm = manager.client();
    String name = manager.location() + "-short";
    for (int round = 0; round < 8; round++) {
      assertThat(put(name, Map.of("endpoint", engine.socket().toString())).status()).isEqualTo(201);
      List<Answer> answers =
          List.of(1, 2, 3).parallelStream()
              .map(n -> n == 2 ? rm.delete(path(name)) : install(rm, name))
              .toList();

      List<Answer> accepted = answers.stream().filter(answer -> answer.status() == 202).toList();
      boolean removed = answers.get(1).status() == 204;
      assertThat(removed).as("%s", answers).isEqualTo(accepted.isEmpty());
      for (Answer answer : accepted) {
        rm.end(answer.json().get("requestId").asText());
        run(name, "Uninstall", answer.json().get("resourceId").asText());
      }
      if (!removed) {
        assertThat(rm.delete(path(name)).status()).isEqualTo(204);
      }
    }
  }

  private static Map<String, String> installOn(List<String> places) {
    RmClient rm = manager.client();
    Map<String, String> requests = new java.util.LinkedHashMap<>();
    Map<String, String> instances = new java.util.LinkedHashMap<>();
    for (String place : places) {
      JsonNode accepted = install(rm, place).json();
      requests.put(place, accepted.path("requestId").asText());
      instances.put(place, accepted.path("resourceId").asText());
    }
    requests.forEach(
        (place, request) -> assertThat(rm.end(request).toString()).contains("\"COMPLETED\""));
    return instances;
  }

  private static Answer install(RmClient rm, String place) {
    ObjectNode body = rm.body(Types.SMALL, "Install", null).put("deploymentLocation", place);
    return rm.post("/lifecycle/transitions", body.toString());
  }

  private static void run(String place, String transition, String instance) {
    RmClient rm = manager.client();
    ObjectNode body = rm.body(Types.SMALL, transition, instance).put("deploymentLocation", place);
    Answer answer = rm.post("/lifecycle/transitions", body.toString());
    assertThat(answer.status()).as(answer.text()).isEqualTo(202);
    JsonNode end = rm.end(answer.json().get("requestId").asText());
    assertThat(end.get("requestState").asText()).as("%s", end).isEqualTo("COMPLETED");
  }

  private static Answer put(String name, Map<String, String> properties) {
    ObjectNode body = JSON.createObjectNode().put("type", "second");
    properties.forEach(body.putObject("properties")::put);
    return manager.client().put(path(name), body.toString());
  }

  private static JsonNode healthy(String name) {
    return await()
        .until(
            () -> manager.client().get(path(name)).json(),
            location -> location.at("/health/state").asText().equals("UP"));
  }

  private static List<String> networksOf(String location) {
    RmClient rm = manager.client();
    return await()
        .until(
            () -> {
              List<String> names = new ArrayList<>();
              rm.get(path(location) + "/instances?instanceType=" + Types.NETWORK)
                  .json()
                  .forEach(instance -> names.add(instance.get("resourceName").asText()));
              return names;
            },
            names -> names.size() >= 3);
  }

  private static JsonNode all(RmClient rm, String location) {
    return rm.get("/topology/instances?location=" + location).json().get("items");
  }

  private static String state(RmClient rm, String instance) {
    return rm.instance(instance).get("resourceState").asText();
  }

  private static String path(String location) {
    return "/topology/deployment-locations/" + location;
  }

  private static void writeLocations(String more) {
    Manager.write(
        manager.home().resolve("config/locations.yml"),
        """
        locations:
          - {name: %s, type: test}
        %s
        clientLocations:
          unixSockets: ["%s"]
        """
            .formatted(manager.location(), more, engine.socket()));
  }
}
