package org.dockerrm.location;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.dockerrm.location.HostStatus.Unreachable;
import org.springframework.stereotype.Component;

/** Tells which locations answer, in two seconds at most. */
@Component
public class LocationStatuses {

  private static final Duration LIMIT = Duration.ofSeconds(2);
  private static final Unreachable SILENT = new Unreachable("no answer in time");

  private final Map<Host, CompletableFuture<HostStatus>> asked = new ConcurrentHashMap<>();

  /** What can be seen of each location; all are asked at once. */
  public Map<Location, HostStatus> of(Collection<Location> locations) {
    Map<Location, CompletableFuture<HostStatus>> answers = new LinkedHashMap<>();
    locations.forEach(location -> answers.put(location, ask(location.host())));
    Map<Location, HostStatus> sights = new LinkedHashMap<>();
    answers.forEach((location, answer) -> sights.put(location, answer.join()));
    return sights;
  }

  /** What can be seen of a location. */
  public HostStatus of(Location location) {
    return ask(location.host()).join();
  }

  /** One question at a time, so that a host that hangs keeps one thread however often it is. */
  private CompletableFuture<HostStatus> ask(Host host) {
    CompletableFuture<HostStatus> question = asked.computeIfAbsent(host, LocationStatuses::look);
    question.whenComplete((sight, problem) -> asked.remove(host, question));
    return question
        .exceptionally(problem -> new Unreachable(String.valueOf(problem.getMessage())))
        .completeOnTimeout(SILENT, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static CompletableFuture<HostStatus> look(Host host) {
    return CompletableFuture.supplyAsync(host::look, LocationStatuses::start);
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "location-health");
    thread.setDaemon(true);
    thread.start();
  }
}
