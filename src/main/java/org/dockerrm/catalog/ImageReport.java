package org.dockerrm.catalog;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a type stands with its image (docs/reference/api.md, "Resource types").
 *
 * @param image its reference
 * @param id its id; empty where there is none
 * @param state how it stands
 * @param reason why there is none, or why the last build failed; empty where all is well
 * @param location the location it was built or pulled on last, or found on; empty where it was not
 * @param step the step that is done now (build), or the layers that are there (pull)
 * @param steps all steps or layers; 0 where they are not known
 * @param activity the text of the step
 * @param startedAt when the last build or pull began
 * @param finishedAt when it ended
 * @param firstLine the number of the first line of {@code log}, counted from 0 over the whole log
 * @param log the last lines of its output, the newest last
 */
public record ImageReport(
    String image,
    String id,
    State state,
    String reason,
    String location,
    int step,
    int steps,
    String activity,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    long firstLine,
    List<String> log) {

  /** Copies the log. */
  public ImageReport {
    log = List.copyOf(log);
  }

  /** How an image can stand. */
  public enum State {
    /** It is being built or pulled, or waits for its turn. */
    BUILDING,
    /** It is there. */
    BUILT,
    /** It could not be built or pulled, or is of no use. */
    FAILED,
    /** It is not there, and nothing is done about it. */
    MISSING
  }
}
