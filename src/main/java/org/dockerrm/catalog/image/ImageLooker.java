package org.dockerrm.catalog.image;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;

/** Looks for images on all locations at once; one that does not answer holds nobody up. */
final class ImageLooker {

  private static final CompletableFuture<?> ANSWERED = CompletableFuture.completedFuture("");

  private final Locations locations;
  private final Duration patience;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(Threads.daemons("catalog-look"));
  private final ImageShells shells = new ImageShells();
  private final Map<String, CompletableFuture<?>> asked = new ConcurrentHashMap<>();

  ImageLooker(Locations locations, Duration patience) {
    this.locations = locations;
    this.patience = patience;
  }

  /** What each location has of the images in question; returns in bounded time. */
  List<LocationImages> look(Collection<ImageNeed> needs) {
    Set<String> references = new TreeSet<>();
    for (ImageNeed need : needs) {
      references.addAll(need.references());
      if (need.onBaseImage()) {
        references.add(ImageNames.BASE);
      }
    }
    List<CompletableFuture<LocationImages>> looks =
        locations.all().stream().map(location -> look(location, references)).toList();
    return looks.stream().map(CompletableFuture::join).toList();
  }

  private CompletableFuture<LocationImages> look(Location location, Set<String> references) {
    String silence = "no answer within " + patience.toMillis() + " ms";
    if (!asked.getOrDefault(location.name(), ANSWERED).isDone()) {
      // One question at a time, so that a location that hangs keeps one thread and no more.
      return CompletableFuture.completedFuture(LocationImages.unreachable(location, silence));
    }
    CompletableFuture<LocationImages> answer =
        CompletableFuture.supplyAsync(
            () -> LocationImages.look(location, references, shells), threads);
    asked.put(location.name(), answer);
    return answer
        .exceptionally(e -> LocationImages.unreachable(location, String.valueOf(e.getMessage())))
        .completeOnTimeout(
            LocationImages.unreachable(location, silence),
            patience.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  void stop() {
    threads.shutdownNow();
  }
}
