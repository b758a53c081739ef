package org.dockerrm.location;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/** Says which locations answer; down only when none does. All are asked at once. */
class LocationsHealth implements HealthIndicator {

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final String REACHABLE = "reachable";

  private final Locations locations;

  LocationsHealth(Locations locations) {
    this.locations = locations;
  }

  @Override
  public Health health() {
    Map<String, CompletableFuture<String>> asked = new LinkedHashMap<>();
    locations.all().forEach(location -> asked.put(location.name(), ask(location)));
    Health.Builder health = Health.down();
    for (Map.Entry<String, CompletableFuture<String>> entry : asked.entrySet()) {
      String state = entry.getValue().join();
      health.withDetail(entry.getKey(), state);
      if (state.equals(REACHABLE)) {
        health.up();
      }
    }
    return health.build();
  }

  private static CompletableFuture<String> ask(Location location) {
    return CompletableFuture.supplyAsync(
            () -> location.host().unreachable().orElse(REACHABLE), LocationsHealth::start)
        .completeOnTimeout("no answer in time", LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .exceptionally(problem -> String.valueOf(problem.getMessage()));
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "location-health");
    thread.setDaemon(true);
    thread.start();
  }
}
