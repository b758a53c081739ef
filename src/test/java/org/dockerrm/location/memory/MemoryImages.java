package org.dockerrm.location.memory;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ImageBuild;
import org.dockerrm.location.ImageProgress;
import org.dockerrm.location.ImageStore;
import org.dockerrm.location.ImageView;

/** The images of a host, at first what packages begin with. */
public final class MemoryImages implements ImageStore {

  /** The images by the references that find them. */
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

  /** The ids of images that it looked into. */
  public final List<String> lookedInto = new CopyOnWriteArrayList<>();

  /** How many builds and pulls were interrupted. */
  public final AtomicInteger interrupted = new AtomicInteger();

  /** The exit codes of images whose containers end at once. */
  public final Map<String, Integer> exits = new ConcurrentHashMap<>();

  /** Why builds and pulls fail, once they have passed the gate. */
  public volatile Optional<String> failure = Optional.empty();

  /** Builds and pulls wait until this is open. */
  public volatile CountDownLatch gate = new CountDownLatch(0);

  private final Faults faults;

  MemoryImages(Faults faults) {
    this.faults = faults;
  }

  /** Adds an image that was not built from a package. */
  public MemoryImages add(String reference) {
    return add(reference, Map.of("maintainer", "me"));
  }

  /** Adds an image, or further labels to one that is there. */
  public MemoryImages add(String reference, Map<String, String> labels) {
    Map<String, String> all = new HashMap<>(labels);
    Optional.ofNullable(images.get(reference)).ifPresent(image -> all.putAll(image.labels()));
    all.putAll(labels);
    images.put(reference, new ImageView("sha256:" + reference, "", all));
    return this;
  }

  @Override
  public Optional<ImageView> find(String reference) {
    return faults.call("image", () -> lookUp(reference));
  }

  /** Without being a call. */
  Optional<ImageView> lookUp(String reference) {
    String full = reference.contains(":") ? reference : reference + ":latest";
    return Optional.ofNullable(images.get(full))
        .or(() -> images.values().stream().filter(one -> one.id().equals(reference)).findFirst());
  }

  @Override
  public String build(ImageBuild build, ImageProgress progress) {
    return faults.call(
        "build",
        () -> {
          builds.add(build);
          for (int i = 1; i <= 12; i++) {
            progress.step(i, 12, "RUN something");
            progress.line("Step " + i + "/12 : RUN something\n");
          }
          passTheGate();
          build
              .tags()
              .forEach(tag -> images.put(tag, new ImageView("sha256:x", "", build.labels())));
          return "sha256:x";
        });
  }

  @Override
  public String pull(String reference, ImageProgress progress) {
    return faults.call(
        "pull",
        () -> {
          pulls.add(reference);
          progress.step(1, 2, "layer 1: Pull complete");
          passTheGate();
          add(reference);
          return "sha256:" + reference;
        });
  }

  private void passTheGate() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      Thread.currentThread().interrupt();
      throw new HostException(Reason.UNREACHABLE, "interrupted", e);
    }
    failure.ifPresent(
        why -> {
          throw new HostException(Reason.REFUSED, why);
        });
  }

  @Override
  public Optional<String> obstacle(String image, List<String> scripts) {
    return faults.call(
        "obstacle",
        () -> {
          lookedInto.add(image);
          return Optional.ofNullable(obstacles.get(image));
        });
  }

  @Override
  public Set<String> secrets() {
    return Set.of();
  }

  @Override
  public boolean remove(String reference) {
    return faults.call(
        "removeImage",
        () -> {
          removed.add(reference);
          images.remove(reference);
          return true;
        });
  }
}
