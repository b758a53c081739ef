package org.dockerrm.workflow.rule;

import java.util.List;
import java.util.Optional;

/**
 * A step that processes may name (docs/reference/workflows.md, "Steps").
 *
 * @param bean name of the Spring bean, as in {@code camunda:delegateExpression="${bean}"}
 * @param touchesOutside whether it acts outside the database, so that it needs a savepoint and
 *     retries
 * @param inputs the input parameters that it reads
 * @param sets the variables that can be read after it
 */
public record PublishedDelegate(
    String bean, boolean touchesOutside, List<Input> inputs, List<String> sets) {

  /** Copies the lists. */
  public PublishedDelegate {
    inputs = List.copyOf(inputs);
    sets = List.copyOf(sets);
  }

  /** The input of that name. */
  public Optional<Input> input(String name) {
    return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
  }

  /**
   * An input parameter of a delegate.
   *
   * @param name as in {@code camunda:inputParameter}
   * @param required whether a process must give it
   * @param choices the values that it may have; empty where any value will do
   */
  public record Input(String name, boolean required, List<String> choices) {

    /** Copies the choices. */
    public Input {
      choices = List.copyOf(choices);
    }
  }
}
