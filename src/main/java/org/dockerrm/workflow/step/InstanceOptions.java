package org.dockerrm.workflow.step;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.catalog.IllegalSettingException;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.ContainerOptions;
import org.dockerrm.location.ContainerOptions.Mount;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;
import org.springframework.stereotype.Component;

/** The type's container settings with the values of one instance. */
@Component
class InstanceOptions {

  private final Inventory inventory;

  InstanceOptions(Inventory inventory) {
    this.inventory = inventory;
  }

  /** The options; a permanent failure where they make no sense or the location forbids them. */
  ContainerOptions of(RequestRun run) {
    ContainerOptions options = resolved(run);
    LocationPermissions.check(run.location(), options);
    return options.withMounts(
        options.mounts().stream().map(mount -> withVolume(run, mount)).toList());
  }

  private static ContainerOptions resolved(RequestRun run) {
    ResourceInstance instance = run.instance();
    Map<String, String> values = new LinkedHashMap<>(instance.properties());
    values.put("instance.name", instance.resourceName());
    values.put("instance.id", instance.resourceId());
    values.put("instance.location", instance.location());
    try {
      return run.type().descriptor().container().resolve(values);
    } catch (IllegalSettingException e) {
      throw Failures.permanent(FailureCode.INFRASTRUCTURE_ERROR, String.valueOf(e.getMessage()));
    }
  }

  /** A source may be the resourceId of an instance that has a volume. */
  private Mount withVolume(RequestRun run, Mount mount) {
    if (mount.kind() != Mount.Kind.VOLUME || mount.source().isEmpty()) {
      return mount;
    }
    return inventory
        .find(mount.source())
        .filter(instance -> instance.location().equals(run.instance().location()))
        .map(instance -> mount.withSource(volumeBehind(instance)))
        .orElse(mount);
  }

  private static String volumeBehind(ResourceInstance instance) {
    return instance
        .volumeName()
        .orElseThrow(
            () ->
                Failures.permanent(
                    FailureCode.RESOURCE_NOT_FOUND,
                    "instance " + instance.resourceId() + " has no volume"));
  }
}
