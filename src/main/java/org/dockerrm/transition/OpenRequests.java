package org.dockerrm.transition;

import java.util.Map;
import org.dockerrm.transition.RequestRefused.Reason;
import org.springframework.stereotype.Component;

/** Keeps an instance to one open request, and free of others while an Upgrade is taken back. */
@Component
class OpenRequests {

  private final JdbcRequestStore store;
  private final Upgrades upgrades;

  OpenRequests(JdbcRequestStore store, Upgrades upgrades) {
    this.store = store;
    this.upgrades = upgrades;
  }

  /**
   * Refuses a request for an instance that has one.
   *
   * @throws RequestRefused naming the open one
   */
  void refuse(String resourceId) {
    store
        .findOpen(resourceId)
        .ifPresent(
            open -> {
              throw new RequestRefused(
                  Reason.CONFLICT,
                  "instance " + resourceId + " has an open transition, request " + open.requestId(),
                  Map.of("requestId", open.requestId()));
            });
    upgrades
        .underWay(resourceId)
        .ifPresent(
            requestId -> {
              throw new RequestRefused(
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
