package org.dockerrm.workflow.rule;

import java.util.regex.Pattern;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.Finding.Severity;

/**
 * One thing that keeps a process from being deployed (docs/reference/workflows.md, "Rules").
 *
 * @param file the file as the user knows it, such as {@code processes/Install.bpmn}
 * @param line line in that file, counted from 1; 0 where unknown
 * @param elementId id of the element that breaks the rule; empty where it is the whole file
 * @param rule number of the rule, 1 to 8; {@link #FILE} where the file cannot be taken as a process
 * @param message what is wrong and what to do
 */
public record RuleViolation(String file, int line, String elementId, int rule, String message) {

  /** Stands for the rule number where the file as a whole is at fault. */
  public static final int FILE = 0;

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

  /** Keeps each part on one line, since element ids and file names come from outside. */
  public RuleViolation {
    file = oneLine(file);
    elementId = oneLine(elementId);
    message = oneLine(message);
  }

  /** The same at a line of the file. */
  RuleViolation at(int newLine) {
    return new RuleViolation(file, newLine, elementId, rule, message);
  }

  /** What it is to say about the file. */
  public Finding finding() {
    return new Finding(Severity.ERROR, file, line, elementId, rule, message);
  }

  /** {@code file:line: element: rule n: message}, without the parts that do not apply. */
  @Override
  public String toString() {
    return finding().toString();
  }

  private static String oneLine(String text) {
    return CONTROL.matcher(text).replaceAll(" ");
  }
}
