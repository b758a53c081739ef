package org.dockerrm.location;

/**
 * A line of what a container's main process wrote.
 *
 * @param stream where it wrote it
 * @param text the line without its end; of a long one the beginning
 * @param cut whether the line is longer than its text
 */
public record LogLine(Stream stream, String text, boolean cut) {

  /** The two ways out of a process; a container with a terminal has only the first. */
  public enum Stream {
    /** Standard output. */
    STDOUT,
    /** Standard error. */
    STDERR
  }
}
