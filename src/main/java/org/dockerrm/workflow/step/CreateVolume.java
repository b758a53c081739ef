package org.dockerrm.workflow.step;

import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.dockerrm.inventory.InternalResource;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.location.VolumeSpec;
import org.dockerrm.location.VolumeView;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.springframework.stereotype.Component;

/** Creates the instance's volume (docs/reference/packages.md, "Built-in types"). */
@Component
class CreateVolume extends Step {

  private final Inventory inventory;

  CreateVolume(RequestRuns runs, Inventory inventory) {
    super(runs);
    this.inventory = inventory;
  }

  @Override
  void perform(RequestRun run, DelegateExecution execution) {
    VolumeView volume = run.host().requireVolumes().create(spec(run));
    String resourceId = run.instance().resourceId();
    inventory.setInternalResources(resourceId, List.of(InternalResource.volume(volume.name())));
    inventory.putProperties(resourceId, Map.of("mountpoint", volume.mountpoint()));
  }

  private static VolumeSpec spec(RequestRun run) {
    Map<String, String> properties = run.instance().properties();
    String driver = DriverOptions.driver(properties.getOrDefault("driver", ""));
    Map<String, String> options =
        DriverOptions.read(properties.getOrDefault(DriverOptions.PROPERTY, ""));
    if (DriverOptions.reachIntoHost(driver, options)) {
      LocationPermissions.requireBindMounts(
          run.location(), DriverOptions.PROPERTY + " that mount files of its host");
    }
    return new VolumeSpec(
        properties.getOrDefault(RemoveVolume.NAME_PROPERTY, ""),
        driver,
        options,
        ResourceLabels.of(run));
  }
}
