package org.dockerrm.location.docker;

import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ImageBuild;
import org.dockerrm.location.ImageProgress;
import org.dockerrm.location.ImageReference;
import org.dockerrm.location.ImageView;

/** The images of one engine. */
final class DockerImages {

  private final DockerClients clients;
  private final DockerCalls calls;
  private final DockerShells shells;

  DockerImages(DockerClients clients, DockerCalls calls, DockerShells shells) {
    this.clients = clients;
    this.calls = calls;
    this.shells = shells;
  }

  Optional<ImageView> find(String reference) {
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
    ContainerConfig config = answer.getConfig();
    if (config == null) {
      return new ImageView(DockerViews.text(answer.getId()), "");
    }
    Map<String, String> labels = config.getLabels();
    return new ImageView(
        DockerViews.text(answer.getId()),
        DockerViews.text(config.getUser()),
        labels == null ? Map.of() : labels);
  }

  String build(ImageBuild build, ImageProgress progress) {
    String name = build.tags().get(0);
    List<ImageReference> tags = build.tags().stream().map(DockerImages::tag).toList();
    if (!Files.isRegularFile(build.directory().resolve("Dockerfile"))) {
      throw new HostException(
          Reason.REFUSED, "Cannot build image %s: there is no Dockerfile.".formatted(name));
    }
    String id = run(name, build, new BuildLog(progress));
    if (!shells.hasShell(id)) {
      removeUntagged(id);
      throw new HostException(
          Reason.REFUSED, "The image has no /bin/sh, which scripts are started by.");
    }
    for (ImageReference tag : tags) {
      calls.run(
          "tag image " + name,
          () -> clients.control().tagImageCmd(id, tag.repository(), tag.tag()).exec());
    }
    return id;
  }

  private static ImageReference tag(String text) {
    return ImageReference.parse(text)
        .orElseThrow(
            () ->
                new HostException(
                    Reason.REFUSED, "'%s' cannot be an image's name.".formatted(text)));
  }

  /** Builds without tags, so that nobody takes the image before it is known to be usable. */
  private String run(String name, ImageBuild build, BuildLog log) {
    String doing = "build image " + name;
    try (BuildImageCmd command = command(build)) {
      // Takes dead connections out of the way: a build, once begun, cannot be sent again.
      calls.run(doing, () -> clients.streaming().pingCmd().exec());
      command.exec(log).awaitCompletion();
    } catch (InterruptedException e) {
      log.closeQuietly();
      Thread.currentThread().interrupt();
      throw new HostException(
          Reason.UNREACHABLE, "The build of image %s was interrupted.".formatted(name), e);
    } catch (RuntimeException e) {
      throw calls.errors().translate(doing, e);
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

  /** The same image may bear a tag, where somebody built it before. */
  private void removeUntagged(String id) {
    calls.run(
        "remove image " + DockerNames.shown(id),
        () -> {
          List<String> tags = clients.control().inspectImageCmd(id).exec().getRepoTags();
          if (tags == null || tags.isEmpty()) {
            clients.control().removeImageCmd(id).exec();
          }
        });
  }

  private BuildImageCmd command(ImageBuild build) {
    Path directory = build.directory().toAbsolutePath().normalize();
    return clients
        .streaming()
        .buildImageCmd(directory.toFile())
        .withLabels(build.labels())
        .withRemove(true)
        .withForcerm(true);
  }
}
