package org.dockerrm.workflow.step;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.inventory.InternalResource;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostException;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/** Creates the instance's container on its first network, without starting it. */
@Component
class CreateContainer extends Step {

  private final Inventory inventory;
  private final ContainerSpecs specs;
  private final ContainerPlaces places;
  private final ImageWaits images;

  CreateContainer(
      RequestRuns runs,
      Inventory inventory,
      ContainerSpecs specs,
      ContainerPlaces places,
      ImageWaits images) {
    super(runs);
    this.inventory = inventory;
    this.specs = specs;
    this.places = places;
    this.images = images;
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    removeEarlier(run);
    ContainerView container = create(run);
    String resourceId = run.instance().resourceId();
    inventory.setInternalResources(
        resourceId, List.of(InternalResource.container(container.id(), container.name())));
    if (run.type().descriptor().properties().containsKey(HostName.PROPERTY)) {
      inventory.putProperties(resourceId, Map.of(HostName.PROPERTY, container.hostname()));
    }
  }

  private ContainerView create(RequestRun run) {
    try {
      return create(run, images.imageFor(run));
    } catch (HostException e) {
      if (e.reason() != HostException.Reason.NOT_FOUND) {
        throw e;
      }
      // Images can be removed at any time; where it is something else that is missing, it still is.
      return create(run, images.lostImageFor(run));
    }
  }

  private ContainerView create(RequestRun run, String image) {
    ContainerSpec spec = specs.of(run, image);
    return places.take(run, () -> run.host().workloads().create(spec).container());
  }

  /** A container of an earlier Install may have been created with other values. */
  private static void removeEarlier(RequestRun run) {
    Containers.find(run)
        .filter(
            found ->
                !run.transition().requestId().equals(found.labels().get(Host.REQUEST_ID_LABEL)))
        .ifPresent(found -> Containers.remove(run, found));
  }
}
