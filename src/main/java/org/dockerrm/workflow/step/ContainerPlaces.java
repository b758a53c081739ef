package org.dockerrm.workflow.step;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.dockerrm.location.ContainerView;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;
import org.springframework.stereotype.Component;

/**
 * Keeps a location's number of containers within its {@code maxContainers}. Where there is such a
 * limit, its containers are counted and created one after the other, so that Installs of one
 * manager never go beyond it; several managers on one location may, by one for each further
 * manager.
 */
@Component
class ContainerPlaces {

  private final Map<String, Object> turns = new ConcurrentHashMap<>();

  /** Creates a container where there is a place for it; a permanent failure where there is none. */
  ContainerView take(RequestRun run, Supplier<ContainerView> create) {
    if (run.location().limits().maxContainers() == 0) {
      return create.get();
    }
    synchronized (turns.computeIfAbsent(run.location().name(), name -> new Object())) {
      requirePlace(run);
      return create.get();
    }
  }

  private static void requirePlace(RequestRun run) {
    int most = run.location().limits().maxContainers();
    List<String> names = run.host().workloads().names(run.location().name());
    // An upgrade that is under way takes no place of its own.
    boolean replaces = names.contains(Containers.asideNameOf(run));
    if (names.size() - (replaces ? 1 : 0) >= most && !names.contains(Containers.nameOf(run))) {
      throw Failures.permanent(
          FailureCode.INSUFFICIENT_CAPACITY,
          "location "
              + run.location().name()
              + " has "
              + names.size()
              + " containers and may have "
              + most
              + " (maxContainers)");
    }
  }
}
