package org.dockerrm.location.docker;

import com.github.dockerjava.api.command.PullImageCmd;
import com.github.dockerjava.api.exception.DockerException;
import java.util.Optional;
import java.util.function.Function;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ImageProgress;
import org.dockerrm.location.ImageReference;
import org.dockerrm.location.ImageView;

/**
 * Fetches images from registries. Logins are those of {@code ~/.docker/config.json}, where the user
 * that runs the manager has one.
 */
final class DockerPulls {

  private final DockerClients clients;
  private final DockerCalls calls;
  private final Function<String, Optional<ImageView>> images;

  DockerPulls(
      DockerClients clients, DockerCalls calls, Function<String, Optional<ImageView>> images) {
    this.clients = clients;
    this.calls = calls;
    this.images = images;
  }

  String pull(String reference, ImageProgress progress) {
    ImageReference image =
        ImageReference.parse(reference)
            .orElseThrow(
                () ->
                    new HostException(
                        Reason.REFUSED,
                        "'%s' is no image that can be pulled"
                            .formatted(DockerErrors.oneLine(reference))));
    PullLog log = new PullLog(progress);
    String doing = "pull image " + reference;
    try (PullImageCmd command =
        clients.streaming().pullImageCmd(image.repository()).withTag(image.tag())) {
      calls.run(doing, () -> clients.streaming().pingCmd().exec());
      command.exec(log).awaitCompletion();
    } catch (InterruptedException e) {
      log.closeQuietly();
      Thread.currentThread().interrupt();
      throw new HostException(Reason.UNREACHABLE, "Cannot " + doing + ": it was interrupted", e);
    } catch (RuntimeException e) {
      throw failure(reference, e);
    }
    log.broken()
        .ifPresent(
            broken -> {
              throw failure(reference, broken);
            });
    log.error()
        .ifPresent(
            why -> {
              throw failure(reference, DockerErrors.oneLine(why));
            });
    return images
        .apply(reference)
        .map(ImageView::id)
        .orElseThrow(() -> failure(reference, "the engine has no such image afterwards"));
  }

  private HostException failure(String reference, Throwable error) {
    DockerException answer = DockerErrors.find(error, DockerException.class);
    return answer == null
        ? calls.errors().translate("pull image " + reference, error)
        : failure(reference, calls.errors().engineMessage(answer));
  }

  private static HostException failure(String reference, String why) {
    return new HostException(
        Reason.REFUSED, "Cannot pull image " + reference + ": " + PullFailure.plain(why));
  }
}
