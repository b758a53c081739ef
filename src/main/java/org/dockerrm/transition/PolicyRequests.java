package org.dockerrm.transition;

/** The door for requests that policies make. */
public interface PolicyRequests {

  /**
   * Stores an ordinary request and starts its process by BPMN message, as a part of the caller's
   * transaction where there is one.
   *
   * @return the request as accepted
   * @throws RequestRefused where the instance is gone, read-only, no container or not fit for
   *     healing, has an open request, or its cluster has its least or greatest size; nothing is
   *     stored then
   */
  Request accept(PolicyCommand command);
}
