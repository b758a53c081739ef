package org.dockerrm.policy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.dockerrm.catalog.HealPolicy;
import org.dockerrm.inventory.Clusters;
import org.springframework.stereotype.Component;

/**
 * The members of clusters, read every few seconds for all clusters at once and not for each report.
 */
@Component
class ClusterViews {

  private static final Duration KEPT = Duration.ofSeconds(10);

  /** The members of its cluster for each instance that is in one. */
  private record View(Map<String, List<String>> members, Instant until) {

    List<String> of(String resourceId) {
      return members.getOrDefault(resourceId, List.of(resourceId));
    }
  }

  private final Clusters clusters;
  private final Clock clock;
  private final AtomicReference<View> view =
      new AtomicReference<>(new View(Map.of(), Instant.EPOCH));

  ClusterViews(Clusters clusters, Clock clock) {
    this.clusters = clusters;
    this.clock = clock;
  }

  /**
   * How many members a policy's cluster has; healing needs no query, since it concerns one
   * instance.
   */
  int size(NamedPolicy policy, String resourceId) {
    return policy.policy() instanceof HealPolicy ? 1 : members(resourceId).size();
  }

  /** The ids of the members of an instance's cluster, oldest first; itself where it is alone. */
  List<String> members(String resourceId) {
    View last = view.get();
    if (last.until().isAfter(clock.instant())) {
      return last.of(resourceId);
    }
    View now = look();
    // What was read before a refresh is not kept.
    view.compareAndSet(last, now);
    return now.of(resourceId);
  }

  private View look() {
    Map<String, List<String>> members = new HashMap<>();
    for (List<String> cluster : clusters.all()) {
      cluster.forEach(member -> members.put(member, cluster));
    }
    return new View(members, clock.instant().plus(KEPT));
  }

  /** The oldest member of an instance's cluster as it was found last, however long ago. */
  String lastOldest(String resourceId) {
    return view.get().of(resourceId).get(0);
  }

  /** Has the database asked before the next answer. */
  void refresh() {
    view.updateAndGet(last -> new View(last.members(), Instant.EPOCH));
  }
}
