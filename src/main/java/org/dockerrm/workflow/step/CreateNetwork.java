package org.dockerrm.workflow.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.inventory.InternalResource;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.NetworkView;
import org.dockerrm.transition.TransitionRun;
import org.dockerrm.transition.TransitionRuns;
import org.springframework.stereotype.Component;

/** Creates the instance's network (resource-packages, "docker-network"). */
@Component
class CreateNetwork extends Step {

  private final Inventory inventory;

  CreateNetwork(TransitionRuns runs, Inventory inventory) {
    super(runs);
    this.inventory = inventory;
  }

  @Override
  void perform(TransitionRun run, DelegateExecution execution) {
    ResourceInstance instance = run.instance();
    if (instance.readOnly() || isThere(run)) {
      return;
    }
    NetworkView network = run.host().create(NetworkSpecs.of(run));
    inventory.setInternalResources(
        instance.resourceId(), List.of(InternalResource.network(network.id(), network.name())));
    inventory.putProperties(instance.resourceId(), found(network));
  }

  private static boolean isThere(TransitionRun run) {
    return run.instance().networkId().flatMap(run.host()::network).isPresent();
  }

  private static Map<String, String> found(NetworkView network) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("gateway", network.gateway());
    properties.put("bridgename", network.bridgeName());
    properties.put("networkid", network.id());
    return properties;
  }
}
