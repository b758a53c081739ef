package org.dockerrm.transition;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which requests to list, newest first; what is null does not restrict.
 *
 * @param state exact state
 * @param resourceId exact instance
 * @param resourceName exact name of the instance
 * @param resourceType exact type name
 * @param transitionName exact name
 * @param since accepted at that moment or later
 * @param before only those older than this position
 * @param limit how many at most
 */
public record RequestQuery(
    @Nullable RequestState state,
    @Nullable String resourceId,
    @Nullable String resourceName,
    @Nullable String resourceType,
    @Nullable String transitionName,
    @Nullable Instant since,
    @Nullable Position before,
    int limit) {

  /**
   * A place in the list.
   *
   * @param startedAt acceptance of the last request seen
   * @param requestId id of the last request seen
   */
  public record Position(Instant startedAt, String requestId) {}
}
