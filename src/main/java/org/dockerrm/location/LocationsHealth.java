package org.dockerrm.location;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.dockerrm.config.LocationLimits;
import org.dockerrm.location.HostSight.Reachable;
import org.dockerrm.location.HostSight.Unreachable;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Says which locations answer; down only when none does. All are asked at once. */
class LocationsHealth implements HealthIndicator {

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Unreachable SILENT = new Unreachable("no answer in time");

  private final Locations locations;
  private final Map<ContainerHost, CompletableFuture<HostSight>> asked = new ConcurrentHashMap<>();

  LocationsHealth(Locations locations) {
    this.locations = locations;
  }

  @Override
  public Health health() {
    Map<Location, CompletableFuture<HostSight>> answers = new LinkedHashMap<>();
    locations.all().forEach(location -> answers.put(location, ask(location.host())));
    Health.Builder health = Health.down();
    for (Map.Entry<Location, CompletableFuture<HostSight>> entry : answers.entrySet()) {
      HostSight sight = entry.getValue().join();
      health.withDetail(entry.getKey().name(), details(entry.getKey(), sight));
      if (sight instanceof Reachable) {
        health.up();
      }
    }
    return health.build();
  }

  /** One question at a time, so that a host that hangs keeps one thread however often it is. */
  private CompletableFuture<HostSight> ask(ContainerHost host) {
    CompletableFuture<HostSight> question = asked.computeIfAbsent(host, LocationsHealth::look);
    question.whenComplete((sight, problem) -> asked.remove(host, question));
    return question
        .exceptionally(problem -> new Unreachable(String.valueOf(problem.getMessage())))
        .completeOnTimeout(SILENT, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static CompletableFuture<HostSight> look(ContainerHost host) {
    return CompletableFuture.supplyAsync(host::look, LocationsHealth::start);
  }

  private static Map<String, Object> details(Location location, HostSight sight) {
    Map<String, Object> details = new LinkedHashMap<>();
    if (sight instanceof Reachable reachable) {
      details.put("status", "reachable");
      details.put("engineVersion", reachable.version());
      details.put("containers", reachable.containers());
    } else if (sight instanceof Unreachable unreachable) {
      details.put("status", "unreachable");
      details.put("reason", unreachable.reason());
    }
    details.put("limits", limits(location.limits()));
    return details;
  }

  private static Map<String, Object> limits(LocationLimits limits) {
    Map<String, Object> shown = new LinkedHashMap<>();
    if (limits.maxContainers() > 0) {
      shown.put("maxContainers", limits.maxContainers());
    }
    if (limits.maxConcurrentStarts() > 0) {
      shown.put("maxConcurrentStarts", limits.maxConcurrentStarts());
    }
    shown.put("allowPrivileged", limits.allowPrivileged());
    shown.put("allowBindMounts", limits.allowBindMounts());
    shown.put("allowHostNetwork", limits.allowHostNetwork());
    shown.put("networkPool", limits.networkPool().toString());
    return shown;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "location-health");
    thread.setDaemon(true);
    thread.start();
  }
}
