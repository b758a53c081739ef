package org.dockerrm.workflow.step;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.inventory.InternalResource;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.ContainerView;
import org.dockerrm.transition.TransitionRun;
import org.dockerrm.transition.TransitionRuns;
import org.springframework.stereotype.Component;

/** Creates the instance's container on its first network, without starting it. */
@Component
class CreateContainer extends Step {

  private final Inventory inventory;
  private final ContainerSpecs specs;
  private final ContainerPlaces places;

  CreateContainer(
      TransitionRuns runs, Inventory inventory, ContainerSpecs specs, ContainerPlaces places) {
    super(runs);
    this.inventory = inventory;
    this.specs = specs;
    this.places = places;
  }

  @Override
  void perform(TransitionRun run, DelegateExecution execution) {
    ContainerSpec spec = specs.of(run);
    ContainerView container = places.take(run, () -> run.host().create(spec));
    String resourceId = run.instance().resourceId();
    inventory.setInternalResources(
        resourceId, List.of(InternalResource.container(container.id(), container.name())));
    if (run.type().descriptor().properties().containsKey(HostName.PROPERTY)) {
      inventory.putProperties(resourceId, Map.of(HostName.PROPERTY, container.hostname()));
    }
  }
}
