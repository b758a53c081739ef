package org.dockerrm.transition;

import java.util.Optional;
import org.dockerrm.catalog.ResourceType;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are parts of another one, made by its process: what heals or scales calls ordinary
 * transitions and operations. A part has its own process, end and message. Where it is about the
 * instance of its parent, it uses the parent's claim to that instance.
 */
public interface RequestParts {

  /**
   * Stores a part, in the caller's transaction; the caller starts its process.
   *
   * @throws IllegalStateException where the instance has an open request that is not part of this
   *     parent, or the parent has ended: to be tried again
   */
  Begun begin(Command command);

  /**
   * The id of the member that a request adds to its instance's cluster next; no other instance can
   * be made by a part. It stays the same until the member's Install has begun.
   *
   * @return empty where the request is no ScaleOut, or the cluster has the size that it asks for
   */
  Optional<String> nextMember(String requestId);

  /** Keeps which process carries a part out. */
  void setProcess(String requestId, String processInstanceId);

  /**
   * What a process asks for.
   *
   * @param parentRequestId the request whose process it is
   * @param resourceId the instance; the {@linkplain #nextMember next member} of the parent's
   *     cluster does not exist yet and is made by Install
   * @param name of a transition or of an operation
   * @param operation whether it is the name of an operation
   * @param valuesOf the instance whose properties are the operation's, where it declares them by
   *     the same name or by that without {@code docker_}; null for a transition
   */
  record Command(
      String parentRequestId,
      String resourceId,
      String name,
      boolean operation,
      @Nullable String valuesOf) {

    /** A transition of an instance. */
    public static Command transition(String parentRequestId, String resourceId, String name) {
      return new Command(parentRequestId, resourceId, name, false, null);
    }

    /** An operation of an instance, with the properties of another. */
    public static Command operation(
        String parentRequestId, String resourceId, String name, String valuesOf) {
      return new Command(parentRequestId, resourceId, name, true, valuesOf);
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
    record Started(Request request, ResourceType type) implements Begun {}

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
