package org.dockerrm.policy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.dockerrm.catalog.HealPolicy;
import org.dockerrm.inventory.Clusters;
import org.springframework.stereotype.Component;

/** Who is in a cluster, asked of the database every few seconds and not for each report. */
@Component
class ClusterViews {

  private static final Duration KEPT = Duration.ofSeconds(10);

  private record View(List<String> members, Instant until) {}

  private final Clusters clusters;
  private final Clock clock;
  private final Map<String, View> views = new ConcurrentHashMap<>();

  ClusterViews(Clusters clusters, Clock clock) {
    this.clusters = clusters;
    this.clock = clock;
  }

  /** How many members a policy's cluster has; healing asks nobody, since it is for one alone. */
  int size(NamedPolicy policy, String resourceId) {
    return policy.policy() instanceof HealPolicy ? 1 : members(resourceId).size();
  }

  /** The ids of the members of an instance's cluster, oldest first; itself where it is alone. */
  List<String> members(String resourceId) {
    View view = views.get(resourceId);
    return view != null && view.until().isAfter(clock.instant())
        ? view.members()
        : look(resourceId);
  }

  /** The oldest member as it was found last, however long ago; empty where nobody has looked. */
  Optional<String> lastOldest(String resourceId) {
    return Optional.ofNullable(views.get(resourceId)).map(view -> view.members().get(0));
  }

  /** The same as it is now. */
  List<String> look(String resourceId) {
    View view = new View(clusters.memberIds(resourceId), clock.instant().plus(KEPT));
    view.members().forEach(member -> views.put(member, view));
    return view.members();
  }

  /** Drops what is too old to be used. */
  void tidy() {
    Instant now = clock.instant();
    views.values().removeIf(view -> view.until().isBefore(now));
  }

  void forget(String resourceId) {
    View view = views.remove(resourceId);
    if (view != null) {
      view.members().forEach(views::remove);
    }
  }
}
