package org.dockerrm.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dockerrm.catalog.ImageSupply;
import org.dockerrm.catalog.ImageUse;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.location.Host;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;
import org.dockerrm.location.docker.EngineCall;
import org.dockerrm.location.docker.EngineFaults;
import org.dockerrm.support.Manager;
import org.springframework.util.FileSystemUtils;

/** A manager with places for many lives at a time, and what those without a fault are like. */
final class FaultStage implements AutoCloseable {

  private static final int WORKERS = Integer.getInteger("faults.workers", 8);

  private final ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
  private final Map<ScenarioStep, List<EngineCall>> recorded = new ConcurrentHashMap<>();
  private final Map<Scenario, Map<ScenarioStep, ScenarioOutcome>> sights =
      new ConcurrentHashMap<>();
  private final List<ScenarioLocation> places = new ArrayList<>();
  private final Manager manager = Manager.with("tally", "tumbler");
  private final EngineFaults faults = EngineFaults.in(manager);

  /** Starts the manager and leads a life of each kind without a fault. */
  void open() {
    manager.configure("scanInterval: PT10M\n");
    StringBuilder locations = new StringBuilder("locations:\n").append(entry(manager.location()));
    IntStream.range(0, WORKERS)
        .mapToObj(number -> entry(ScenarioLocation.name(manager, number)))
        .forEach(locations::append);
    Manager.write(manager.home().resolve("config/locations.yml"), locations.toString());
    manager
        .set("dockerrm.processes-dir=" + quickProcesses())
        .set("dockerrm.engine.answer-limit=3s")
        .set("camunda.bpm.job-execution.wait-time-in-millis=100")
        .set("camunda.bpm.job-execution.max-wait=200")
        .start();
    manager.client().awaitPublished(FullLifecycle.TALLY).awaitPublished(FailureScenario.TUMBLER);
    IntStream.range(0, WORKERS)
        .forEach(n -> places.add(new ScenarioLocation(manager, faults, n).prepare()));
    IntStream.range(0, WORKERS).forEach(this::lookForImages);
    Stream.of(Scenario.values())
        .map(course -> CompletableFuture.runAsync(() -> clean(course), threads))
        .toList()
        .forEach(CompletableFuture::join);
  }

  /** A location is asked for the image of a type once, at its first use; not within a life here. */
  private void lookForImages(int place) {
    ImageSupply images = manager.bean(ImageSupply.class);
    Location location =
        manager.bean(Locations.class).find(ScenarioLocation.name(manager, place)).orElseThrow();
    for (String type : List.of(FullLifecycle.TALLY, FailureScenario.TUMBLER)) {
      assertThat(images.use(TypeName.parse(type).orElseThrow(), location, Instant.EPOCH))
          .isInstanceOf(ImageUse.Ready.class);
    }
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
  private Path quickProcesses() {
    Path processes = manager.home().resolve("processes");
    try {
      FileSystemUtils.copyRecursively(Path.of("processes"), processes);
      try (Stream<Path> files = Files.list(processes)) {
        for (Path file : files.filter(f -> f.toString().endsWith(".bpmn")).toList()) {
          Manager.write(
              file, Files.readString(file).replace("PT2S,PT10S,PT30S", "PT0.2S,PT1S,PT3S"));
        }
      }
      return processes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void clean(Scenario course) {
    ScenarioLocation place = places.get(course.ordinal() % places.size());
    Map<ScenarioStep, ScenarioOutcome> seen = new EnumMap<>(ScenarioStep.class);
    ScenarioRun life = course.life(place);
    for (ScenarioStep step : course.steps()) {
      JsonNode status = life.perform(step, () -> faults.record(place.location()));
      if (step.isTried() && course != Scenario.SHORT) {
        recorded.put(step, faults.recorded(place.location()));
      }
      assertThat(status.path("requestState").asText())
          .as("%s: %s", step, status)
          .isEqualTo(
              step.isCancelled() ? "CANCELLED" : step.isRolledBack() ? "FAILED" : "COMPLETED");
      seen.put(step, ScenarioOutcome.of(life, step, status, host()));
    }
    place.assertEmpty(host(), life);
    sights.put(course, seen);
  }

  /** Begins to try the cases and, before them, what else must hold, in all places at a time. */
  Map<SideCondition, CompletableFuture<Void>> perform(FaultPlan plan) {
    Map<SideCondition, CompletableFuture<Void>> besides = new LinkedHashMap<>();
    SideCondition.all().forEach(one -> besides.put(one, new CompletableFuture<>()));
    Queue<SideCondition> waiting = new ConcurrentLinkedQueue<>(besides.keySet());
    for (ScenarioLocation place : places) {
      ScenarioWorker worker = new ScenarioWorker(place, plan, host(), sights);
      threads.submit(
          () -> {
            for (SideCondition one = waiting.poll(); one != null; one = waiting.poll()) {
              one.perform(place, besides.get(one));
            }
            worker.work();
          });
    }
    return besides;
  }

  /** The calls of each step, in runs without a fault. */
  Map<ScenarioStep, List<EngineCall>> recorded() {
    return new EnumMap<>(recorded);
  }

  private Host host() {
    return manager.bean(Locations.class).find(manager.location()).orElseThrow().host();
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    places.forEach(ScenarioLocation::close);
    manager.close();
  }
}
