package org.dockerrm.transition;

import java.util.Optional;
import org.springframework.stereotype.Component;

/**
 * How many parts one request may have. Each part is a transaction of its own, so that no limit of a
 * single transaction or process stops a process whose calls lead back to itself.
 */
@Component
final class PartBounds {

  /** Levels of parts below the request that a client or a policy made. */
  static final int DEEPEST = 8;

  /** Parts of such a request on all levels; the largest cluster that grows at once needs 700. */
  static final int MOST = 1000;

  private final JdbcRequestStore store;

  PartBounds(JdbcRequestStore store) {
    this.store = store;
  }

  /** Why a request must not have another part; empty where it may. */
  Optional<String> refusal(Request parent) {
    Request root = parent;
    int level = 1;
    while (root.parentRequestId() != null) {
      root = store.find(root.parentRequestId()).orElseThrow();
      level++;
      if (level > DEEPEST) {
        return Optional.of(
            "request %s is a part %d levels below the first request, and no part may be deeper; its process must not call further transitions or operations"
                .formatted(parent.requestId(), DEEPEST));
      }
    }
    return store.countParts(root.requestId(), MOST) < MOST
        ? Optional.empty()
        : Optional.of(
            "request %s has %d parts already, the most that one request may have; its process must call fewer transitions and operations"
                .formatted(root.requestId(), MOST));
  }
}
