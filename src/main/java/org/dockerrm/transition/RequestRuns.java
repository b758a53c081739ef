package org.dockerrm.transition;

import java.util.Map;
import org.dockerrm.inventory.ResourceState;
import org.jspecify.annotations.Nullable;

/**
 * What a running process reports and reads about its request. Calls take part in the caller's
 * transaction; a request that has ended is not changed any more.
 */
public interface RequestRuns {

  /**
   * Everything about a request that its steps need.
   *
   * @throws IllegalStateException where the request, its instance or its type is gone
   */
  RequestRun find(String requestId);

  /**
   * A step of a process begins: until its transaction ends, nothing else ends or changes the
   * request.
   *
   * @param progress how far the process is; null for a step that only an event leads to
   * @throws IllegalStateException where the request was cancelled and this is its process: the step
   *     must not act any more
   */
  void begins(String requestId, String processInstanceId, Request.@Nullable Progress progress);

  /**
   * A try of a step failed; what the step had reported was rolled back.
   *
   * @param at the step; null where it is none
   * @param reason why, and what comes next
   */
  void tryFailed(String requestId, Request.@Nullable Progress at, String reason);

  /** Something an operator should know keeps the request from going on. */
  void explain(String requestId, String reason);

  /** Adds what the client should know however the request ends; of a part, to the whole as well. */
  void note(String requestId, String text);

  /** Keeps the values that an operation gave back. */
  void putOperationProperties(String requestId, Map<String, String> properties);

  /** The state the instance has if this request ends well; unchanged for operations. */
  void setStateAfterSuccess(String requestId);

  /** The state the instance has if this request ends badly; unchanged for operations. */
  void setStateAfterFailure(String requestId);

  /** Sets the instance's state as a designer wants it. */
  void setState(String requestId, ResourceState state);

  /**
   * Ends the request COMPLETED and announces it; an instance whose Uninstall it was leaves the
   * inventory.
   */
  void complete(String requestId);

  /**
   * Ends the request FAILED and announces it. After a TIMEOUT of an Install whose policy is
   * rollback, what it made is removed by a process of its own: a request never stays open past its
   * deadline.
   */
  void fail(String requestId, FailureCode code, String reason);

  /**
   * Ends the request FAILED and announces it, saying that it was rolled back: the instance of an
   * Install leaves the inventory, that of another transition takes the state of its failure.
   */
  void failRolledBack(String requestId, FailureCode code, String reason);

  /**
   * Ends the request of a process that ended without doing so: the instance takes the state that
   * follows success, and the request is COMPLETED. A request that has ended is left alone.
   */
  void completeByDefault(String requestId);

  /**
   * Ends the request of a process that draws nothing for its failure: the instance takes the state
   * that follows it, that of a Heal is Failed, and the request is FAILED. A request that has ended
   * is left alone.
   */
  void failByDefault(String requestId, FailureCode code, String reason);

  /** Removes from the inventory the instance that a request's Install made; gone is fine. */
  void forgetInstance(String requestId);

  /**
   * Ends the request CANCELLED and announces it. The instance takes the state of a failure; what an
   * Install made is removed by a process of its own, whatever the policy says.
   */
  void cancel(String requestId, String reason);
}
