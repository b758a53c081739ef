package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.ContainerView.Attachment;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/** Attaches the container to one more network: the built-in operation {@code addNetwork}. */
@Component
class ConnectNetwork extends Step {

  static final String NETWORK_PROPERTY = "networkid";

  private final Inventory inventory;
  private final NetworkSlots networks;

  ConnectNetwork(RequestRuns runs, Inventory inventory, NetworkSlots networks) {
    super(runs);
    this.inventory = inventory;
    this.networks = networks;
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    String value = run.transition().properties().getOrDefault(NETWORK_PROPERTY, "");
    String network = networks.resolve(run, value);
    LocationPermissions.checkNetwork(run.location(), network);
    ContainerView before = Containers.existing(run);
    if (before.attachmentTo(network).isEmpty()) {
      run.host().workloads().attach(before.id(), network, null);
    }
    Attachment attachment =
        Containers.existing(run)
            .attachmentTo(network)
            .orElseThrow(
                () ->
                    Failures.permanent(
                        FailureCode.INFRASTRUCTURE_ERROR,
                        "the container is not attached to network " + value));
    inventory.putProperties(run.instance().resourceId(), networks.filled(run, value, attachment));
  }
}
