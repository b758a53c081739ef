package org.dockerrm.reconcile;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.dockerrm.config.ReconcileSettings;
import org.dockerrm.config.Settings;
import org.dockerrm.location.HostException;
import org.dockerrm.location.Location;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Removes this manager's own orphans after a grace period, where the operator wants it. The period
 * begins when this process sees an orphan first, so that a restart only makes it longer. Volumes
 * that are kept when their container goes stay: they hold data.
 */
@Component
class OrphanReaper {

  private static final Logger log = LoggerFactory.getLogger(OrphanReaper.class);

  private final OrphanService orphans;
  private final ReconcileSettings settings;
  private final Clock clock;
  private final Map<String, Map<String, Instant>> seen = new ConcurrentHashMap<>();

  OrphanReaper(OrphanService orphans, Settings settings, Clock clock) {
    this.orphans = orphans;
    this.settings = settings.reconcile();
    this.clock = clock;
  }

  /** Looks at the orphans of a location, one call at a time for each. */
  void visit(Location location) {
    if (!settings.reapOrphans()) {
      return;
    }
    Map<String, Instant> since =
        seen.computeIfAbsent(location.name(), any -> new ConcurrentHashMap<>());
    List<Orphan> found =
        orphans.of(location, false).stream().filter(orphan -> !orphan.kept()).toList();
    since.keySet().retainAll(found.stream().map(Orphan::id).toList());
    for (Orphan orphan : found) {
      Instant first = since.computeIfAbsent(orphan.id(), any -> clock.instant());
      if (!first.plus(settings.orphanGrace()).isAfter(clock.instant())) {
        reap(location, orphan);
      }
    }
  }

  private void reap(Location location, Orphan orphan) {
    try {
      orphans.remove(location, orphan);
    } catch (HostException e) {
      log.warn(
          "{} {}, which no instance has, stays: {}", orphan.type(), orphan.name(), e.getMessage());
    }
  }
}
