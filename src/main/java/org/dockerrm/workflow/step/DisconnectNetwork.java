package org.dockerrm.workflow.step;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.ContainerView.Attachment;
import org.dockerrm.location.NetworkSlot;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/** Detaches the container from a network: the built-in operation {@code removeNetwork}. */
@Component
class DisconnectNetwork extends Step {

  private final Inventory inventory;
  private final NetworkSlots networks;

  DisconnectNetwork(RequestRuns runs, Inventory inventory, NetworkSlots networks) {
    super(runs);
    this.inventory = inventory;
    this.networks = networks;
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    String value = run.transition().properties().getOrDefault(ConnectNetwork.NETWORK_PROPERTY, "");
    String network = networks.resolve(run, value);
    ContainerView container = Containers.existing(run);
    Optional<Attachment> attachment = container.attachmentTo(network);
    attachment.ifPresent(there -> run.host().workloads().detach(container.id(), network));
    inventory.putProperties(run.instance().resourceId(), emptied(run, network, attachment));
  }

  private Map<String, String> emptied(
      RequestRun run, String network, Optional<Attachment> attachment) {
    Map<String, String> values = new LinkedHashMap<>();
    networks.of(run).stream()
        .filter(slot -> names(slot, network, attachment))
        .forEach(
            slot -> {
              values.put(slot.networkProperty(), "");
              values.put(slot.addressProperty(), "");
              values.put(slot.gatewayProperty(), "");
            });
    return NetworkSlots.declared(run, values);
  }

  private static boolean names(NetworkSlot slot, String network, Optional<Attachment> attachment) {
    return slot.network().equals(network)
        || attachment.filter(there -> there.isTo(slot.network())).isPresent();
  }
}
