package org.dockerrm.location.docker;

import com.github.dockerjava.api.model.PullResponseItem;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.dockerrm.location.ImageProgress;

/** Makes steps out of a pull's output: its layers. */
final class PullLog extends ImageLog<PullResponseItem> {

  private static final int MOST_LAYERS = 1_000;
  private static final Set<String> BEGUN = Set.of("Pulling fs layer", "Already exists");
  private static final Set<String> DONE = Set.of("Pull complete", "Already exists");

  private final Map<String, String> layers = new HashMap<>();

  PullLog(ImageProgress progress) {
    super(progress);
  }

  @Override
  void take(PullResponseItem item) {
    String status = item.getStatus();
    if (status == null || status.isBlank()) {
      return;
    }
    String id = DockerViews.text(item.getId());
    if (layers.containsKey(id) || BEGUN.contains(status) && layers.size() < MOST_LAYERS) {
      // The engine reports downloads many times a second; only changes are passed on.
      if (!status.equals(layers.put(id, status))) {
        emit(id + ": " + status);
        tell(done(), layers.size(), "layer " + id + ": " + status);
      }
    } else {
      emit(DockerErrors.oneLine(id.isEmpty() ? status : id + ": " + status));
    }
  }

  private int done() {
    return (int) layers.values().stream().filter(DONE::contains).count();
  }
}
