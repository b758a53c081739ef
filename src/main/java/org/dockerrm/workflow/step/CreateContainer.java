package org.dockerrm.workflow.step;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.inventory.InternalResource;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.NetworkSlot;
import org.dockerrm.transition.TransitionRun;
import org.dockerrm.transition.TransitionRuns;
import org.springframework.stereotype.Component;

/** Creates the instance's container on its first network, without starting it. */
@Component
class CreateContainer extends Step {

  private final Inventory inventory;
  private final NetworkSlots networks;
  private final InstanceOptions options;
  private final ContainerPlaces places;
  private final ContainerEnvironment environment;

  CreateContainer(
      TransitionRuns runs,
      Inventory inventory,
      NetworkSlots networks,
      InstanceOptions options,
      ContainerPlaces places,
      ContainerEnvironment environment) {
    super(runs);
    this.inventory = inventory;
    this.networks = networks;
    this.options = options;
    this.places = places;
    this.environment = environment;
  }

  @Override
  void perform(TransitionRun run, DelegateExecution execution) {
    ContainerSpec spec = spec(run);
    ContainerView container = places.take(run, () -> run.host().create(spec));
    String resourceId = run.instance().resourceId();
    inventory.setInternalResources(
        resourceId, List.of(InternalResource.container(container.id(), container.name())));
    if (run.type().descriptor().properties().containsKey(HostName.PROPERTY)) {
      inventory.putProperties(resourceId, Map.of(HostName.PROPERTY, container.hostname()));
    }
  }

  private ContainerSpec spec(TransitionRun run) {
    NetworkSlot first = networks.of(run).get(0);
    return new ContainerSpec(
        Containers.nameOf(run),
        run.type().image(),
        HostName.of(run.instance()),
        first.network(),
        first.address().isEmpty() ? null : first.address(),
        environment.of(run, first.network()),
        ResourceLabels.of(run),
        options.of(run));
  }
}
