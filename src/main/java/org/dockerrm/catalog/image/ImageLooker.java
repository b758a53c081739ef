package org.dockerrm.catalog.image;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;

/** Looks for images on all locations at once; one that does not answer holds nobody up. */
final class ImageLooker {

  private static final int MOST_WAITING = 100;

  private final Locations locations;
  private final Duration patience;
  private final ThreadPoolExecutor threads;

  ImageLooker(Locations locations, Duration patience) {
    this.locations = locations;
    this.patience = patience;
    // Some to spare: a location that hangs keeps a thread until its own time-out.
    int size = locations.all().size() + 2;
    this.threads =
        new ThreadPoolExecutor(
            size,
            size,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_WAITING),
            Threads.daemons("catalog-look"));
    this.threads.allowCoreThreadTimeOut(true);
  }

  /** What each location has of the images in question; returns in bounded time. */
  List<LocationImages> look(Collection<ImageNeed> needs) {
    Set<String> references = new TreeSet<>();
    for (ImageNeed need : needs) {
      references.add(need.names().versioned());
      references.add(need.names().latest());
      references.add(ImageNames.BASE);
    }
    List<CompletableFuture<LocationImages>> looks =
        locations.all().stream().map(location -> look(location, references)).toList();
    return looks.stream().map(CompletableFuture::join).toList();
  }

  private CompletableFuture<LocationImages> look(Location location, Set<String> references) {
    try {
      return CompletableFuture.supplyAsync(() -> LocationImages.look(location, references), threads)
          .exceptionally(e -> LocationImages.unreachable(location, String.valueOf(e.getMessage())))
          .completeOnTimeout(
              LocationImages.unreachable(
                  location, "no answer within " + patience.toMillis() + " ms"),
              patience.toMillis(),
              TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(
          LocationImages.unreachable(location, "earlier questions are not answered yet"));
    }
  }

  void stop() {
    threads.shutdownNow();
  }
}
