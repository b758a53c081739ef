package org.dockerrm.workflow.step;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.transition.FailureCode;

/** The inputs that a designer gives a step. */
public final class Inputs {

  private Inputs() {}

  /** A text, or what holds where the designer gives none. */
  public static String text(DelegateExecution execution, String name, String otherwise) {
    Object value = execution.getVariable(name);
    return value == null ? otherwise : value.toString();
  }

  /** An ISO-8601 duration, or what holds where the designer gives none. */
  public static Duration duration(DelegateExecution execution, String name, Duration otherwise) {
    String text = text(execution, name, otherwise.toString());
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw Failures.permanent(
          FailureCode.INTERNAL_ERROR,
          "step input '" + name + "' is not a duration such as PT10S: " + text);
    }
  }
}
