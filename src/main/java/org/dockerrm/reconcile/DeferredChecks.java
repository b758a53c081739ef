package org.dockerrm.reconcile;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.dockerrm.database.Background;
import org.dockerrm.database.HasWorkers;
import org.dockerrm.database.Worker;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.HostException;
import org.dockerrm.location.Location;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Looks at containers once no transition of their instance is under way: what it means by a change
 * is not known before its end.
 */
@Component
class DeferredChecks implements AutoCloseable, HasWorkers {

  /** What looks at the container behind an instance. */
  @FunctionalInterface
  interface Look {
    void at(Location location, ResourceInstance instance, String containerId);
  }

  private static final Logger log = LoggerFactory.getLogger(DeferredChecks.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private record Awaited(Look look, String containerId) {}

  private final Inventory inventory;
  private final StaleWriteGuard untouched;
  private final Set<Awaited> awaited = ConcurrentHashMap.newKeySet();
  private final Background background = new Background("reconcile-later", 1);

  DeferredChecks(Inventory inventory, StaleWriteGuard untouched) {
    this.inventory = inventory;
    this.untouched = untouched;
    background.start();
  }

  /** A look of the same kind at the same container that waits already is enough. */
  void later(Location location, String containerId, Look look) {
    Awaited one = new Awaited(look, containerId);
    if (awaited.add(one)) {
      background.later(PAUSE, () -> look(location, one));
    }
  }

  private void look(Location location, Awaited one) {
    awaited.remove(one);
    try {
      inventory
          .findByInternalId(location.name(), one.containerId())
          .ifPresent(
              instance -> {
                if (untouched.isUnderWay(instance)) {
                  later(location, one.containerId(), one.look());
                } else {
                  one.look().at(location, instance, one.containerId());
                }
              });
    } catch (HostException e) {
      log.debug("container {} is looked at when its host is back", one.containerId(), e);
    }
  }

  @Override
  public Stream<Worker> workers() {
    return Stream.of(background.worker());
  }

  @Override
  public void close() {
    background.stop();
  }
}
