package org.dockerrm.catalog;

/**
 * One thing to say about a package.
 *
 * @param severity an error keeps the type unpublished
 * @param file path relative to the package
 * @param line line in that file, counted from 1; 0 where unknown
 * @param message what is wrong and what to do
 */
public record Finding(Severity severity, String file, int line, String message) {

  /** {@code file:line: message}, without the line where it is unknown. */
  @Override
  public String toString() {
    return file + (line > 0 ? ":" + line : "") + ": " + message;
  }

  /** How bad it is. */
  public enum Severity {
    /** The package cannot be used. */
    ERROR,
    /** The package can be used; something in it has no effect. */
    WARNING
  }
}
