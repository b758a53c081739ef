package org.dockerrm.catalog.image;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;

/** Looks for images on all locations at once; one that does not answer delays no other. */
final class ImageFinder {

  private static final CompletableFuture<?> ANSWERED = CompletableFuture.completedFuture("");

  private final Locations locations;
  private final Duration patience;
  private final ImageScriptChecks obstacles;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(DaemonThreads.daemons("catalog-look"));
  private final Map<String, CompletableFuture<?>> asked = new ConcurrentHashMap<>();

  ImageFinder(Locations locations, Duration patience, ImageScriptChecks obstacles) {
    this.locations = locations;
    this.patience = patience;
    this.obstacles = obstacles;
  }

  /** What each of these locations has of the images in question; returns in bounded time. */
  List<LocationImages> look(Collection<ImageNeed> needs, Predicate<Location> on) {
    List<CompletableFuture<LocationImages>> looks =
        locations.all().stream().filter(on).map(location -> look(location, needs)).toList();
    return looks.stream().map(CompletableFuture::join).toList();
  }

  private CompletableFuture<LocationImages> look(Location location, Collection<ImageNeed> needs) {
    String silence = "no answer within " + patience.toMillis() + " ms";
    if (!asked.getOrDefault(location.name(), ANSWERED).isDone()) {
      // One question at a time, so that a location that hangs keeps one thread and no more.
      return CompletableFuture.completedFuture(LocationImages.unreachable(location, silence));
    }
    CompletableFuture<LocationImages> answer =
        CompletableFuture.supplyAsync(
            () -> LocationImages.look(location, needs, obstacles), threads);
    asked.put(location.name(), answer);
    return answer
        .exceptionally(e -> LocationImages.unreachable(location, String.valueOf(e.getMessage())))
        .completeOnTimeout(
            LocationImages.unreachable(location, silence),
            patience.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /** Does something beside, which may take as long as a location does. */
  void soon(Runnable task) {
    threads.execute(task);
  }

  void stop() {
    threads.shutdownNow();
  }
}
