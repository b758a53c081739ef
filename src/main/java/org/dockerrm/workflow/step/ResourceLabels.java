package org.dockerrm.workflow.step;

import java.util.Map;
import org.dockerrm.location.ContainerHost;
import org.dockerrm.transition.RequestRun;

/** The labels that identify every object that a run creates. */
final class ResourceLabels {

  private ResourceLabels() {}

  /** Whether labels are those of something that was made for the run's instance. */
  static boolean own(RequestRun run, Map<String, String> labels) {
    return run.instance().resourceId().equals(labels.get(ContainerHost.RESOURCE_ID_LABEL));
  }

  static Map<String, String> of(RequestRun run) {
    return Map.of(
        ContainerHost.RESOURCE_ID_LABEL, run.instance().resourceId(),
        ContainerHost.RESOURCE_TYPE_LABEL, run.type().name().toString(),
        ContainerHost.LOCATION_LABEL, run.instance().location(),
        ContainerHost.MANAGER_ID_LABEL, run.managerId(),
        ContainerHost.REQUEST_ID_LABEL, run.transition().requestId());
  }
}
