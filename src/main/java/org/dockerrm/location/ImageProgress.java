package org.dockerrm.location;

/** Receives the progress of a build or pull, one call at a time, on the host's own thread. */
@FunctionalInterface
public interface ImageProgress {

  /** A line of the host's output, without its end and of bounded length. */
  void line(String line);

  /**
   * How far it is.
   *
   * @param step steps begun (of a build) or done (of a pull)
   * @param steps all steps that are known of now, at least {@code step}
   * @param activity what is done now
   */
  default void step(int step, int steps, String activity) {}
}
