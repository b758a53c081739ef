package org.dockerrm.api;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dockerrm.catalog.ImageBuilds;
import org.dockerrm.catalog.ImageReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Builds as server-sent events. Each client has a thread that reads the state of the build and
 * sends what is new, so that a slow reader misses lines and delays no other.
 */
@Component
class ImageStreams {

  private static final Logger log = LoggerFactory.getLogger(ImageStreams.class);

  /** How often an idle connection gets a comment that keeps it open. */
  private static final Duration HEARTBEAT = Duration.ofSeconds(10);

  private static final Duration NO_TIMEOUT = Duration.ZERO;

  private final ImageBuilds images;
  private final ThreadPoolExecutor threads;

  ImageStreams(ImageBuilds images, @Value("${dockerrm.images.listeners:32}") int listeners) {
    CustomizableThreadFactory daemons = new CustomizableThreadFactory("image-events-");
    daemons.setDaemon(true);
    this.images = images;
    this.threads =
        new ThreadPoolExecutor(
            0, listeners, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), daemons);
  }

  /** Events about a type's image: what has happened so far, then what happens, until the end. */
  SseEmitter open(String typeName) {
    SseEmitter emitter = new SseEmitter(NO_TIMEOUT.toMillis());
    try {
      threads.execute(() -> follow(typeName, emitter));
      return emitter;
    } catch (RejectedExecutionException e) {
      throw new ResponseStatusException(
          HttpStatus.SERVICE_UNAVAILABLE,
          "too many listen to builds already, or the resource manager stops",
          e);
    }
  }

  /** Ends all streams before the server waits for requests that are under way. */
  @EventListener(ContextClosedEvent.class)
  void stop() {
    threads.shutdownNow();
  }

  private void follow(String typeName, SseEmitter emitter) {
    try {
      ImageEvents events = new ImageEvents(emitter);
      Optional<ImageReport> report = images.find(typeName);
      while (report.isPresent() && events.send(report.get())) {
        images.await(report.get(), HEARTBEAT);
        report = images.find(typeName);
      }
      emitter.complete();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      emitter.complete();
    } catch (IOException | IllegalStateException e) {
      log.debug("a listener to the image of {} is gone", typeName, e);
    }
  }
}
