package org.dockerrm.location.docker;

import com.github.dockerjava.api.model.BuildResponseItem;
import java.util.Optional;
import org.dockerrm.location.ImageProgress;
import org.jspecify.annotations.Nullable;

/** Makes whole lines of bounded length out of a build's output, and recognizes the steps in it. */
final class BuildLog extends ImageLog<BuildResponseItem> {

  private static final String BUILT = "Successfully built ";

  private final StringBuilder line = new StringBuilder();
  private @Nullable BuildStep step;
  private Optional<String> id = Optional.empty();

  BuildLog(ImageProgress progress) {
    super(progress);
  }

  @Override
  void take(BuildResponseItem item) {
    String text = item.getStream();
    if (text != null) {
      text.chars().forEach(c -> take((char) c));
    } else if (item.getStatus() != null && item.getProgressDetail() == null) {
      emit(item.getStatus());
    }
  }

  @Override
  public synchronized void onComplete() {
    flush();
    super.onComplete();
  }

  private void take(char c) {
    if (c == '\n' || c == '\r') {
      flush();
    } else if (line.length() < LINE_LIMIT) {
      line.append(c);
    }
  }

  private void flush() {
    String text = line.toString();
    line.setLength(0);
    if (text.isBlank()) {
      return;
    }
    // What the build prints about its success comes last, after whatever its steps printed.
    if (text.startsWith(BUILT)) {
      id = Optional.of(text.substring(BUILT.length()).strip());
    }
    BuildStep.parse(text)
        .ifPresent(
            begun -> {
              step = begun;
              tell(begun.step(), begun.steps(), DockerErrors.oneLine(begun.instruction()));
            });
    emit(text);
  }

  /** The id of the image, in short, once it is built. */
  synchronized Optional<String> id() {
    return id;
  }

  /** Why the build failed, if it did: the step and the engine's words. */
  synchronized Optional<String> failure() {
    return error().map(why -> explain(DockerErrors.oneLine(why)));
  }

  private String explain(String why) {
    if (step == null) {
      return "at the start: " + why;
    }
    if (step.base().isPresent()) {
      return "at its base image %s, which is not on this engine and could not be pulled (%s); build, load or pull it there, or correct FROM in the Dockerfile"
          .formatted(step.base().get(), PullFailure.plain(why));
    }
    return "at step %d of %d, \"%s\": %s"
        .formatted(step.step(), step.steps(), DockerErrors.oneLine(step.instruction()), why);
  }
}
