package org.dockerrm.catalog.image;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.dockerrm.config.LocationLimits;
import org.dockerrm.location.ContainerHost;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ImageBuild;
import org.dockerrm.location.ImageProgress;
import org.dockerrm.location.ImageView;
import org.dockerrm.location.Location;

/** A host in memory that knows images and nothing else. */
public final class FakeHost {

  /**
   * The images it has, by the reference they can be found by: at first what packages begin with.
   */
  public final Map<String, ImageView> images =
      new ConcurrentHashMap<>(
          Map.of("debian:bookworm-slim", new ImageView("sha256:debian", "", Map.of())));

  /** The builds it was asked for. */
  public final List<ImageBuild> builds = new CopyOnWriteArrayList<>();

  /** The pulls it was asked for. */
  public final List<String> pulls = new CopyOnWriteArrayList<>();

  /** What is in the way of scripts, by the ids of images. */
  public final Map<String, String> obstacles = new ConcurrentHashMap<>();

  /** The images that it was asked to remove. */
  public final List<String> removed = new CopyOnWriteArrayList<>();

  /** Whether a client made the location. */
  public volatile boolean clientMade;

  /** The ids of images that it looked into. */
  public final List<String> lookedInto = new CopyOnWriteArrayList<>();

  /** How many builds and pulls were interrupted. */
  public final AtomicInteger interrupted = new AtomicInteger();

  /** Why it does not answer. */
  public volatile Optional<String> unreachable = Optional.empty();

  /** How long it takes to say whether it can be reached. */
  public volatile Duration delay = Duration.ZERO;

  /** Why builds fail. */
  public volatile Optional<String> buildFailure = Optional.empty();

  /** Builds wait until this is open. */
  public volatile CountDownLatch gate = new CountDownLatch(0);

  /** The location that this host is. */
  public Location location(String name) {
    ContainerHost host =
        (ContainerHost)
            Proxy.newProxyInstance(
                FakeHost.class.getClassLoader(),
                new Class<?>[] {ContainerHost.class},
                (proxy, method, arguments) ->
                    switch (method.getName()) {
                      case "unreachable" -> unreachable();
                      case "secrets" -> Set.of();
                      case "image" -> image((String) arguments[0]);
                      case "build" ->
                          build((ImageBuild) arguments[0], (ImageProgress) arguments[1]);
                      case "pull" -> pull((String) arguments[0], (ImageProgress) arguments[1]);
                      case "obstacle" -> obstacle((String) arguments[0]);
                      case "removeImage" -> remove((String) arguments[0]);
                      default -> throw new UnsupportedOperationException(method.getName());
                    });
    return new Location(
        name, "test", "", LocationLimits.DEFAULT, host, true, Optional.empty(), clientMade);
  }

  /** An image that somebody built by hand. */
  public FakeHost withHandMade(String reference) {
    images.put(reference, new ImageView("sha256:" + reference, "", Map.of("maintainer", "me")));
    return this;
  }

  /** An image that was built from a package. */
  public FakeHost withBuilt(String reference, String type, String hash) {
    images.put(
        reference,
        new ImageView(
            "sha256:" + reference,
            "",
            Map.of(ImageNeed.TYPE_LABEL, type, ImageNeed.HASH_LABEL, hash)));
    return this;
  }

  /** What there is has the label of that base image. */
  public FakeHost on(String reference, String baseHash) {
    ImageView image = images.getOrDefault(reference, new ImageView("sha256:base", "", Map.of()));
    Map<String, String> labels = new HashMap<>(image.labels());
    labels.put(ImageNeed.BASE_HASH_LABEL, baseHash);
    images.put(reference, new ImageView(image.id(), image.user(), labels));
    return this;
  }

  private Optional<String> unreachable() throws InterruptedException {
    Thread.sleep(delay.toMillis());
    return unreachable;
  }

  private Optional<ImageView> image(String reference) {
    String full = reference.contains(":") ? reference : reference + ":latest";
    return Optional.ofNullable(images.get(full));
  }

  private String build(ImageBuild build, ImageProgress progress) throws InterruptedException {
    builds.add(build);
    for (int i = 1; i <= 12; i++) {
      progress.step(i, 12, "RUN something");
      progress.line("Step " + i + "/12 : RUN something\n");
    }
    passTheGate();
    if (buildFailure.isPresent()) {
      throw new HostException(HostException.Reason.REFUSED, buildFailure.get());
    }
    build.tags().forEach(tag -> images.put(tag, new ImageView("sha256:x", "", build.labels())));
    return "sha256:x";
  }

  private String pull(String reference, ImageProgress progress) throws InterruptedException {
    pulls.add(reference);
    progress.step(1, 2, "layer 1: Pull complete");
    passTheGate();
    if (buildFailure.isPresent()) {
      throw new HostException(HostException.Reason.REFUSED, buildFailure.get());
    }
    withHandMade(reference);
    return "sha256:" + reference;
  }

  private void passTheGate() throws InterruptedException {
    try {
      gate.await();
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      throw e;
    }
  }

  private Optional<String> obstacle(String id) {
    lookedInto.add(id);
    return Optional.ofNullable(obstacles.get(id));
  }

  private boolean remove(String reference) {
    removed.add(reference);
    images.remove(reference);
    return true;
  }
}
