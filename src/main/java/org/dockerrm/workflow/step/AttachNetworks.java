package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/** Attaches the container to its further networks, {@code docker_network<N>}. */
@Component
class AttachNetworks extends Step {

  private final NetworkSlots networks;

  AttachNetworks(RequestRuns runs, NetworkSlots networks) {
    super(runs);
    this.networks = networks;
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    String containerId = Containers.idOf(run);
    networks.of(run).stream()
        .skip(1)
        .filter(slot -> !slot.isFree())
        .forEach(
            slot -> {
              LocationPermissions.checkNetwork(run.location(), slot.network());
              run.host()
                  .workloads()
                  .attach(
                      containerId,
                      slot.network(),
                      slot.address().isEmpty() ? null : slot.address());
            });
  }
}
