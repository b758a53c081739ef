package org.dockerrm.location.docker;

import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ImageBuild;
import org.dockerrm.location.ImageProgress;
import org.dockerrm.location.ImageReference;
import org.dockerrm.location.ImageStore;
import org.dockerrm.location.ImageView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The images of one engine. */
final class DockerImages implements ImageStore {

  private static final Logger LOG = LoggerFactory.getLogger(DockerImages.class);

  private static final String ID = "sha256:";

  private final DockerClients clients;
  private final DockerCalls calls;
  private final DockerImageFiles files;
  private final DockerPulls pulls;

  DockerImages(DockerClients clients, DockerCalls calls) {
    this.clients = clients;
    this.calls = calls;
    this.files = new DockerImageFiles(clients, calls);
    this.pulls = new DockerPulls(clients, calls, this::find);
  }

  @Override
  public Set<String> secrets() {
    return clients.logins();
  }

  @Override
  public String pull(String reference, ImageProgress progress) {
    return pulls.pull(reference, progress);
  }

  @Override
  public Optional<String> obstacle(String image, List<String> scripts) {
    return files.obstacle(image, scripts);
  }

  @Override
  public Optional<ImageView> find(String reference) {
    if (!DockerNames.isImage(reference)) {
      return Optional.empty();
    }
    return calls.call(
        "look at image " + reference,
        () -> {
          try {
            return Optional.of(view(clients.control().inspectImageCmd(reference).exec()));
          } catch (NotFoundException e) {
            return Optional.<ImageView>empty();
          }
        });
  }

  private static ImageView view(InspectImageResponse answer) {
    String id = DockerViews.text(answer.getId());
    ContainerConfig config = answer.getConfig();
    if (config == null) {
      return new ImageView(id, "");
    }
    Map<String, String> labels = config.getLabels();
    Long bytes = answer.getSize();
    String[] triggers = config.getOnBuild();
    return new ImageView(
        id,
        DockerViews.text(config.getUser()),
        labels == null ? Map.of() : labels,
        bytes == null ? 0 : bytes,
        triggers == null ? List.of() : List.of(triggers));
  }

  @Override
  public String build(ImageBuild build, ImageProgress progress) {
    String name = build.tags().get(0);
    List<ImageReference> tags = build.tags().stream().map(DockerImages::tag).toList();
    if (!Files.isRegularFile(build.directory().resolve("Dockerfile"))) {
      throw new HostException(
          Reason.REFUSED, "Cannot build image %s: the package has no Dockerfile.".formatted(name));
    }
    String id = run(name, build, new BuildLog(progress));
    Optional<String> obstacle = tooLarge(id, build).or(() -> files.obstacle(id, build.scripts()));
    if (obstacle.isPresent()) {
      removeUntagged(id);
      throw new HostException(Reason.REFUSED, "The image " + obstacle.get() + ".");
    }
    for (ImageReference tag : tags) {
      calls.run(
          "tag image " + name,
          () -> clients.control().tagImageCmd(id, tag.repository(), tag.tag()).exec());
    }
    return id;
  }

  private Optional<String> tooLarge(String id, ImageBuild build) {
    long bytes = find(id).map(ImageView::bytes).orElse(0L);
    return build.mostBytes() > 0 && bytes > build.mostBytes()
        ? Optional.of(
            "has %d MiB, and may have %d (packages.maxImageMiB in config.yml)"
                .formatted(bytes >> 20, build.mostBytes() >> 20))
        : Optional.empty();
  }

  private static ImageReference tag(String text) {
    return ImageReference.parse(text)
        .orElseThrow(
            () ->
                new HostException(
                    Reason.REFUSED, "'%s' cannot be an image's name.".formatted(text)));
  }

  /** Builds without tags, so that the image is not used before it is known to be usable. */
  private String run(String name, ImageBuild build, BuildLog log) {
    String doing = "build image " + name;
    Path context = null;
    try {
      context = context(build);
      send(doing, context, build, log);
    } catch (InterruptedException e) {
      log.closeQuietly();
      Thread.currentThread().interrupt();
      throw new HostException(
          Reason.UNREACHABLE, "The build of image %s was interrupted.".formatted(name), e);
    } catch (IOException e) {
      throw new HostException(
          Reason.REFUSED, "Cannot %s: its package cannot be read: %s".formatted(doing, e), e);
    } catch (RuntimeException e) {
      throw calls.errors().translate(doing, e);
    } finally {
      discard(context);
    }
    log.broken()
        .ifPresent(
            error -> {
              throw calls.errors().translate(doing, error);
            });
    log.failure()
        .ifPresent(
            why -> {
              throw new HostException(Reason.REFUSED, "The build failed " + why);
            });
    return log.id()
        .flatMap(this::find)
        .map(ImageView::id)
        .orElseThrow(() -> new HostException(Reason.REFUSED, "The build ended without an image."));
  }

  private boolean hasTags(String id) {
    List<String> tags = clients.control().inspectImageCmd(id).exec().getRepoTags();
    return tags != null && !tags.isEmpty();
  }

  /** The same image may have a tag from an earlier build. */
  private void removeUntagged(String id) {
    calls.run(
        "remove image " + DockerNames.shown(id),
        () -> {
          if (!hasTags(id)) {
            clients.control().removeImageCmd(id).exec();
          }
        });
  }

  /** The build's directory as it is sent, in a file of its own. */
  private static Path context(ImageBuild build) throws IOException {
    BuildContext context = BuildContext.of(build.directory().toRealPath(), build.readOnly());
    Path file = Files.createTempFile("dockerrm-build", ".tar");
    try (OutputStream out = Files.newOutputStream(file)) {
      context.write(out);
      return file;
    } catch (IOException | RuntimeException e) {
      discard(file);
      throw e;
    }
  }

  private void send(String doing, Path context, ImageBuild build, BuildLog log)
      throws IOException, InterruptedException {
    try (InputStream in = Files.newInputStream(context);
        BuildImageCmd command =
            clients
                .streaming()
                .buildImageCmd(in)
                .withLabels(build.labels())
                .withRemove(true)
                .withForcerm(true)) {
      build.network().ifPresent(command::withNetworkMode);
      // Takes dead connections out of the way: a build, once begun, cannot be sent again.
      calls.run(doing, () -> clients.streaming().pingCmd().exec());
      command.exec(log).awaitCompletion();
    }
  }

  private static void discard(@Nullable Path file) {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be removed: {}", file, e.toString());
    }
  }

  @Override
  public boolean remove(String reference) {
    return calls.call(
        "remove image " + DockerNames.shown(reference),
        () -> {
          try {
            if (reference.startsWith(ID) && hasTags(reference)) {
              return false;
            }
            clients.control().removeImageCmd(reference).exec();
            return true;
          } catch (NotFoundException e) {
            return true;
          } catch (ConflictException e) {
            return false;
          }
        });
  }
}
