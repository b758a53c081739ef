package org.dockerrm.transition;

import java.util.Map;
import org.dockerrm.transition.TransitionRefused.Reason;
import org.springframework.stereotype.Component;

/** Keeps an instance to one open request, and free of others while an Upgrade is taken back. */
@Component
class OpenRequests {

  private final JdbcTransitionStore store;
  private final Upgrades upgrades;

  OpenRequests(JdbcTransitionStore store, Upgrades upgrades) {
    this.store = store;
    this.upgrades = upgrades;
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
    upgrades
        .underWay(resourceId)
        .ifPresent(
            requestId -> {
              throw new TransitionRefused(
                  Reason.CONFLICT,
                  "instance "
                      + resourceId
                      + " is being put back to the version before request "
                      + requestId
                      + ", an Upgrade; ask again when that is done",
                  Map.of("requestId", requestId));
            });
  }
}
