package org.dockerrm.location.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.ResponseItem;
import com.github.dockerjava.api.model.ResponseItem.ErrorDetail;
import java.io.IOException;
import java.util.Optional;
import org.dockerrm.location.ImageProgress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the engine says while it makes an image: passed on, with the error that ended it. */
abstract class ImageLog<T extends ResponseItem> extends ResultCallback.Adapter<T> {

  static final int LINE_LIMIT = 2_000;

  private static final Logger LOG = LoggerFactory.getLogger(ImageLog.class);

  private final ImageProgress progress;
  private @Nullable String error;
  private volatile @Nullable Throwable broken;

  ImageLog(ImageProgress progress) {
    this.progress = progress;
  }

  /** What the engine says, its errors apart. */
  abstract void take(T item);

  @Override
  public synchronized void onNext(T item) {
    take(item);
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

  /** Ends it; the engine abandons a build or pull without a reader. */
  void closeQuietly() {
    try {
      close();
    } catch (IOException e) {
      LOG.debug("Closing the stream of an image failed", e);
    }
  }

  /** What broke the stream before it was over. */
  Optional<Throwable> broken() {
    return Optional.ofNullable(broken);
  }

  /** What the engine says went wrong. */
  synchronized Optional<String> error() {
    return Optional.ofNullable(error);
  }

  void emit(String text) {
    guarded(() -> progress.line(text));
  }

  void tell(int step, int steps, String activity) {
    guarded(() -> progress.step(step, steps, activity));
  }

  private static void guarded(Runnable listener) {
    try {
      listener.run();
    } catch (RuntimeException e) {
      LOG.warn("A listener of an image's progress failed", e);
    }
  }
}
