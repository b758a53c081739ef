package org.dockerrm.workflow.step;

import java.util.Objects;
import org.dockerrm.inventory.ContainerStarts;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostException;
import org.dockerrm.secret.ContainerLogs;
import org.dockerrm.transition.RequestRun;
import org.springframework.stereotype.Component;

/** Starts containers and fills in the addresses they got. */
@Component
class ContainerStart {

  private final Inventory inventory;
  private final ContainerStarts starts;
  private final NetworkSlots networks;
  private final ContainerLogs logs;

  ContainerStart(
      Inventory inventory, ContainerStarts starts, NetworkSlots networks, ContainerLogs logs) {
    this.inventory = inventory;
    this.starts = starts;
    this.networks = networks;
    this.logs = logs;
  }

  /** The container, running; one that runs is left as it is. */
  ContainerView start(RequestRun run, ContainerView container) {
    ContainerView running = container.running() ? container : started(run, container);
    starts.record(run.instance().resourceId(), running.startedAt());
    inventory.putProperties(run.instance().resourceId(), networks.addresses(run, running));
    return running;
  }

  /** One that began and ended at once has written why. */
  private ContainerView started(RequestRun run, ContainerView container) {
    try {
      return run.host().workloads().start(container.id());
    } catch (HostException e) {
      String words =
          e.reason() != HostException.Reason.REFUSED
              ? ""
              : Containers.find(run)
                  .filter(ended -> !Objects.equals(ended.startedAt(), container.startedAt()))
                  .map(ended -> logs.lastWords(run.host(), ended.id(), run.instance()))
                  .orElse("");
      throw words.isEmpty()
          ? e
          : new HostException(
              e.reason(), String.valueOf(e.getMessage()).replaceFirst("\\.$", "") + words, e);
    }
  }
}
