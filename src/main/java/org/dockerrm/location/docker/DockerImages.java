package org.dockerrm.location.docker;

import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.ContainerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ImageBuild;
import org.dockerrm.location.ImageView;

/** The images of one engine. */
final class DockerImages {

  private final DockerClients clients;
  private final DockerCalls calls;

  DockerImages(DockerClients clients, DockerCalls calls) {
    this.clients = clients;
    this.calls = calls;
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

  String build(ImageBuild build, Consumer<String> progress) {
    String name = build.tags().get(0);
    if (!Files.isRegularFile(build.directory().resolve("Dockerfile"))) {
      throw new HostException(
          Reason.REFUSED, "Cannot build image %s: there is no Dockerfile.".formatted(name));
    }
    BuildLog log = new BuildLog(progress);
    try (BuildImageCmd command = command(build)) {
      // Takes dead connections out of the way: a build, once begun, cannot be sent again.
      calls.run("build image " + name, () -> clients.streaming().pingCmd().exec());
      command.exec(log).awaitCompletion();
    } catch (InterruptedException e) {
      log.closeQuietly();
      Thread.currentThread().interrupt();
      throw new HostException(
          Reason.UNREACHABLE, "The build of image %s was interrupted.".formatted(name), e);
    } catch (RuntimeException e) {
      throw calls.errors().translate("build image " + name, e);
    }
    log.broken()
        .ifPresent(
            error -> {
              throw calls.errors().translate("build image " + name, error);
            });
    log.failure()
        .ifPresent(
            why -> {
              throw new HostException(
                  Reason.REFUSED, "The build of image %s failed %s".formatted(name, why));
            });
    return find(name)
        .map(ImageView::id)
        .orElseThrow(
            () ->
                new HostException(
                    Reason.REFUSED,
                    "The build of image %s ended without an image: %s"
                        .formatted(name, log.lastLines())));
  }

  private BuildImageCmd command(ImageBuild build) {
    Path directory = build.directory().toAbsolutePath().normalize();
    return clients
        .streaming()
        .buildImageCmd(directory.toFile())
        .withTags(new LinkedHashSet<>(build.tags()))
        .withLabels(build.labels())
        .withRemove(true)
        .withForcerm(true);
  }
}
