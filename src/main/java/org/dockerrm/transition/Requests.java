package org.dockerrm.transition;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The door for requests: what every protocol calls. */
public interface Requests {

  /**
   * Checks a request and stores it together with its instance and its process, all or nothing.
   *
   * @param key the client's idempotency key; null where there is none
   * @return the request as accepted; with a known key the request accepted first
   * @throws RequestRefused where a check fails; nothing is stored then
   */
  Request accept(TransitionCommand command, @Nullable IdempotencyKey key);

  /** The request of that id. */
  Optional<Request> find(String requestId);

  /** The open request of an instance. */
  Optional<Request> findOpen(String resourceId);

  /** A page of requests, newest first. */
  List<Request> list(RequestQuery query);
}
