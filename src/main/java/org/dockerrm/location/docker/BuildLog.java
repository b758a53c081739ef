package org.dockerrm.location.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ErrorDetail;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes whole lines of bounded length out of a build's output, and keeps the last ones. */
final class BuildLog extends ResultCallback.Adapter<BuildResponseItem> {

  private static final Logger LOG = LoggerFactory.getLogger(BuildLog.class);
  private static final int LINE_LIMIT = 2_000;
  private static final int KEPT_LINES = 5;

  private final Consumer<String> progress;
  private final StringBuilder line = new StringBuilder();
  private final Deque<String> last = new ArrayDeque<>();
  private String step = "";
  private @Nullable String error;
  private volatile @Nullable Throwable broken;

  BuildLog(Consumer<String> progress) {
    this.progress = progress;
  }

  @Override
  public synchronized void onNext(BuildResponseItem item) {
    String text = item.getStream();
    if (text != null) {
      text.chars().forEach(c -> take((char) c));
    } else if (item.getStatus() != null && item.getProgressDetail() == null) {
      emit(item.getStatus());
    }
    ErrorDetail detail = item.getErrorDetail();
    if (detail != null) {
      error = detail.getMessage() == null ? "unknown error" : detail.getMessage();
    }
  }

  @Override
  public void onError(Throwable throwable) {
    broken = throwable;
    closeQuietly();
  }

  /** Ends the build; the engine abandons one whose listener has gone. */
  void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      LOG.debug("Closing the stream of a build failed", e);
    }
  }

  /** What broke the stream before the build was over. */
  Optional<Throwable> broken() {
    return Optional.ofNullable(broken);
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
    if (!line.toString().isBlank()) {
      emit(line.toString());
    }
    line.setLength(0);
  }

  private void emit(String text) {
    if (text.startsWith("Step ")) {
      step = text;
    }
    last.addLast(text);
    if (last.size() > KEPT_LINES) {
      last.removeFirst();
    }
    try {
      progress.accept(text);
    } catch (RuntimeException e) {
      LOG.warn("A listener of a build failed", e);
    }
  }

  /** Why the build failed, if it did: the step, the engine's words and the last lines. */
  synchronized Optional<String> failure() {
    return Optional.ofNullable(error)
        .map(
            why ->
                "at \"%s\": %s. Last lines: %s"
                    .formatted(
                        step.isEmpty() ? "the start" : DockerErrors.oneLine(step),
                        DockerErrors.oneLine(why),
                        lastLines()));
  }

  synchronized String lastLines() {
    return DockerErrors.oneLine(String.join(" | ", last));
  }
}
