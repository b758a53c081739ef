package org.dockerrm.transition;

import java.util.Map;
import org.dockerrm.transition.TransitionRefused.Reason;
import org.springframework.stereotype.Component;

/** Keeps an instance to one open request. */
@Component
class OpenRequests {

  private final JdbcTransitionStore store;

  OpenRequests(JdbcTransitionStore store) {
    this.store = store;
  }

  /**
   * Refuses a request for an instance that has one.
   *
   * @throws TransitionRefused naming the open one
   */
  void refuse(String resourceId) {
    store
        .findOpen(resourceId)
        .ifPresent(
            open -> {
              throw new TransitionRefused(
                  Reason.CONFLICT,
                  "instance " + resourceId + " has an open transition, request " + open.requestId(),
                  Map.of("requestId", open.requestId()));
            });
  }
}
