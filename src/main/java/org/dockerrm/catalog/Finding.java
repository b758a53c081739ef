package org.dockerrm.catalog;

/**
 * One thing to say about a package or a process.
 *
 * @param severity an error keeps the type unpublished, or the process from coming into force
 * @param file path relative to the package
 * @param line line in that file, counted from 1; 0 where unknown
 * @param element id of the BPMN element; empty where it is none
 * @param rule number of the rule for processes that is broken; 0 where it is none of them
 * @param message what is wrong and what to do
 */
public record Finding(
    Severity severity, String file, int line, String element, int rule, String message) {

  /** A finding that is about no process. */
  public Finding(Severity severity, String file, int line, String message) {
    this(severity, file, line, "", 0, message);
  }

  /** The same without secrets. */
  public Finding masked(SecretMask mask) {
    return new Finding(severity, file, line, element, rule, mask.mask(message));
  }

  /** The same with the file's path behind another. */
  public Finding in(String directory) {
    return new Finding(severity, directory + "/" + file, line, element, rule, message);
  }

  /** {@code file:line: element: rule n: message}, without the parts that do not apply. */
  @Override
  public String toString() {
    return file
        + (line > 0 ? ":" + line : "")
        + (element.isEmpty() ? "" : ": " + element)
        + (rule > 0 ? ": rule " + rule : "")
        + ": "
        + message;
  }

  /** How bad it is. */
  public enum Severity {
    /** The package or process cannot be used. */
    ERROR,
    /** The package can be used; something in it has no effect. */
    WARNING
  }
}
