package org.dockerrm.transition;

import java.util.Map;
import org.dockerrm.catalog.ResourceType;

/**
 * Requests that are parts of another one, made by its process: what heals or scales calls ordinary
 * transitions and operations. A part has its own process, end and message. Where it is about the
 * instance of its parent, it goes on under the parent's claim to that instance.
 */
public interface RequestParts {

  /**
   * Stores a part, in the caller's transaction; the caller starts its process.
   *
   * @throws IllegalStateException where the instance has an open request of somebody else, or the
   *     parent has ended: to be tried again
   */
  Begun begin(Command command);

  /** Keeps which process carries a part out. */
  void setProcess(String requestId, String processInstanceId);

  /**
   * What a process asks for.
   *
   * @param parentRequestId the request whose process it is
   * @param resourceId the instance; one that is not there yet is made by Install, as another member
   *     of the cluster of the parent's instance
   * @param name of a transition or of an operation
   * @param operation whether it is the name of an operation
   * @param values an operation's properties; those that it does not declare are left out
   */
  record Command(
      String parentRequestId,
      String resourceId,
      String name,
      boolean operation,
      Map<String, String> values) {

    /** Copies the values. */
    public Command {
      values = Map.copyOf(values);
    }

    /** A transition of an instance. */
    public static Command transition(String parentRequestId, String resourceId, String name) {
      return new Command(parentRequestId, resourceId, name, false, Map.of());
    }
  }

  /** What came of it. */
  sealed interface Begun {

    /**
     * It is stored.
     *
     * @param request the part
     * @param type its instance's type
     */
    record Started(Transition request, ResourceType type) implements Begun {}

    /** There is nothing to do: the type does not offer it, or the instance is gone. */
    record Nothing() implements Begun {}

    /**
     * It cannot be done, now or later.
     *
     * @param code what the parent fails with
     * @param reason why
     */
    record Refused(FailureCode code, String reason) implements Begun {}
  }
}
