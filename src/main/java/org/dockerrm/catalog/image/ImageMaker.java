package org.dockerrm.catalog.image;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.dockerrm.catalog.yaml.Quote;
import org.dockerrm.config.PackageSettings;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ImageView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds or pulls one image on the calling thread, within its time. */
final class ImageMaker {

  private static final Logger log = LoggerFactory.getLogger(ImageMaker.class);
  private static final int LINES_TOLD = 10;
  private static final int LONGEST_TOLD = 300;

  private final Duration longest;
  private final PackageSettings rules;
  private final ScheduledThreadPoolExecutor alarms =
      new ScheduledThreadPoolExecutor(1, DaemonThreads.daemons("catalog-build-limit"));

  ImageMaker(Duration longest, PackageSettings rules) {
    this.longest = longest;
    this.rules = rules;
    alarms.setRemoveOnCancelPolicy(true);
  }

  /** Makes the image of a job that has begun, and returns the image's id. */
  String make(ImageJob job) throws Failure {
    ImageOrder order = job.order();
    long begin = System.nanoTime();
    Optional<Future<?>> alarm = alarm(job);
    try {
      Optional<String> there = built(order);
      if (there.isPresent()) {
        return there.get();
      }
      String id = order.need().isReadyMade() ? pull(job) : build(job);
      log.info(
          "image {} is ready on location {} after {} ms",
          order.need().reference(),
          order.location().name(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
      return id;
    } catch (RuntimeException e) {
      throw new Failure(failureOf(job, e));
    } finally {
      alarm.ifPresent(set -> set.cancel(false));
      job.leave();
    }
  }

  void stop() {
    alarms.shutdownNow();
  }

  private Optional<Future<?>> alarm(ImageJob job) {
    try {
      return Optional.of(alarms.schedule(job::timeOut, longest.toMillis(), TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException e) {
      return Optional.empty();
    }
  }

  /** The look that led to the order may be older than the build of an equal one. */
  private static Optional<String> built(ImageOrder order) {
    if (order.again() || order.need().isReadyMade()) {
      return Optional.empty();
    }
    Host host = order.location().host();
    return host.images()
        .find(order.need().reference())
        .filter(image -> image.labels().entrySet().containsAll(order.need().labels().entrySet()))
        .filter(
            image ->
                ImageDecision.isCurrent(order.need(), image, host.images().find(ImageNames.BASE)))
        .map(ImageView::id);
  }

  private String build(ImageJob job) {
    ImageOrder order = job.order();
    Host host = order.location().host();
    if (!rules.allowRemoteSources()) {
      order.need().bases().forEach(base -> refuseRemoteSources(host, base, job));
    }
    Optional<String> before = builtBefore(order);
    log.info("building image {} on location {}", order.tags().get(0), order.location().name());
    String id = host.images().build(order.build(rules), job);
    // Nothing refers to it any more; containers that were made from it keep it.
    before.filter(old -> !old.equals(id)).ifPresent(host.images()::remove);
    return id;
  }

  private static Optional<String> builtBefore(ImageOrder order) {
    ImageNeed need = order.need();
    return order
        .location()
        .host()
        .images()
        .find(need.names().versioned())
        .filter(old -> need.type().toString().equals(old.labels().get(ImageNeed.TYPE_LABEL)))
        .map(ImageView::id);
  }

  /** An image may have instructions for those that begin with it; it must be here to be seen. */
  private static void refuseRemoteSources(Host host, String base, ImageJob job) {
    Optional<ImageView> image = host.images().find(base);
    if (image.isEmpty()) {
      try {
        host.images().pull(base, job);
      } catch (HostException e) {
        throw unseen(base, e);
      }
      image = host.images().find(base);
    }
    image.orElseThrow(() -> unseen(base, null)).triggers().stream()
        .map(RemoteSources::in)
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(
            found -> {
              throw new IllegalStateException(
                  "base image "
                      + base
                      + " has builds that begin with it add "
                      + Quote.of(found.source())
                      + ", which the engine would fetch from wherever it can reach; the operator can"
                      + " allow that with packages.allowRemoteSources in config.yml");
            });
  }

  /** The build would ask for it once more, and may be given another one than was looked at. */
  private static IllegalStateException unseen(String base, @Nullable HostException why) {
    return new IllegalStateException(
        "base image "
            + base
            + ", which is not on this engine and cannot be pulled, so that its ONBUILD instructions"
            + " cannot be checked"
            + (why == null ? "" : " (" + why.getMessage() + ")")
            + "; build, load or pull it there, or correct FROM in the Dockerfile",
        why);
  }

  private String pull(ImageJob job) {
    ImageNeed need = job.order().need();
    Host host = job.order().location().host();
    log.info("pulling image {} on location {}", need.reference(), job.order().location().name());
    String id = host.images().pull(need.reference(), job);
    long bytes = host.images().find(id).map(ImageView::bytes).orElse(0L);
    if (bytes > rules.maxImageBytes()) {
      host.images().remove(need.reference());
      throw new IllegalStateException(
          "it has %d MiB, and may have %d (packages.maxImageMiB in config.yml)"
              .formatted(bytes >> 20, rules.maxImageBytes() >> 20));
    }
    host.images()
        .obstacle(id, need.scripts())
        .ifPresent(
            why -> {
              throw new IllegalStateException("it " + why);
            });
    return id;
  }

  private String failureOf(ImageJob job, RuntimeException e) {
    ImageOrder order = job.order();
    List<String> lines =
        job.lastLines(LINES_TOLD).stream().map(line -> Quote.cut(line, LONGEST_TOLD)).toList();
    String end = lines.isEmpty() ? "" : "; the last lines of its log: " + String.join(" | ", lines);
    String why =
        job.isTimedOut()
            ? "it was ended after " + words(longest) + ", the time limit of a build or pull"
            : job.masked(String.valueOf(e.getMessage()), 1000);
    return "image "
        + order.need().reference()
        + (order.need().isReadyMade() ? " could not be pulled" : " could not be built")
        + " on location "
        + order.location().name()
        + ": "
        + why
        + end;
  }

  private static String words(Duration time) {
    return time.toSeconds() > 0 && time.toSeconds() % 60 == 0
        ? time.toMinutes() + " min"
        : time.toSeconds() + " s";
  }

  /** There is no image; the message is fit for operators. */
  static final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    Failure(String message) {
      super(message);
    }
  }
}
