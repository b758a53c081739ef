package org.dockerrm.catalog.image;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the making of an image stands, or stood in the end.
 *
 * @param hash the hash of the package it is for
 * @param location the location's name
 * @param phase where it is
 * @param again whether it was asked for although there was an image
 * @param step steps begun (build) or layers done (pull)
 * @param steps all steps known; 0 where none is known yet
 * @param activity the step's text
 * @param startedAt when it began; missing while it waits for its turn
 * @param finishedAt when it ended
 * @param firstLine the number of the first line of the log, counted from 0
 * @param log the last lines of the output
 * @param reason why it failed; empty where it did not
 */
public record ImageRun(
    String hash,
    String location,
    Phase phase,
    boolean again,
    int step,
    int steps,
    String activity,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    long firstLine,
    List<String> log,
    String reason) {

  /** Copies the log. */
  public ImageRun {
    log = List.copyOf(log);
  }

  /** Whether it is not over. */
  public boolean isOpen() {
    return phase == Phase.WAITING || phase == Phase.RUNNING;
  }

  /** Where it can be. */
  public enum Phase {
    /** Others are built first. */
    WAITING,
    /** It is under way. */
    RUNNING,
    /** There is an image. */
    DONE,
    /** There is none. */
    FAILED,
    /** Its package has changed or is gone. */
    CANCELLED
  }
}
