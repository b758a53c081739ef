package org.dockerrm.transition;

import java.util.Map;
import org.dockerrm.inventory.ResourceState;

/**
 * What a running process tells and asks about its request. Calls take part in the caller's
 * transaction; a request that has ended is not changed any more.
 */
public interface TransitionRuns {

  /**
   * Everything about a request that its steps need.
   *
   * @throws IllegalStateException where the request, its instance or its type is gone
   */
  TransitionRun find(String requestId);

  /** A step begins. */
  void progress(String requestId, Transition.Progress progress);

  /** Something an operator should know keeps the request from going on. */
  void explain(String requestId, String reason);

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

  /** Ends the request FAILED and announces it. */
  void fail(String requestId, FailureCode code, String reason);

  /** Ends the request CANCELLED, with the state of a failure, and announces it. */
  void cancel(String requestId, String reason);
}
