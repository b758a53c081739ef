package org.dockerrm.workflow.step;

import java.util.Map;
import org.dockerrm.location.Host;
import org.dockerrm.transition.RequestRun;

/** The labels that identify every object that a run creates. */
final class ResourceLabels {

  private ResourceLabels() {}

  /** Whether labels are those of something that was made for the run's instance. */
  static boolean own(RequestRun run, Map<String, String> labels) {
    return run.instance().resourceId().equals(labels.get(Host.RESOURCE_ID_LABEL));
  }

  static Map<String, String> of(RequestRun run) {
    return Map.of(
        Host.RESOURCE_ID_LABEL, run.instance().resourceId(),
        Host.RESOURCE_TYPE_LABEL, run.type().name().toString(),
        Host.LOCATION_LABEL, run.instance().location(),
        Host.MANAGER_ID_LABEL, run.managerId(),
        Host.REQUEST_ID_LABEL, run.transition().requestId());
  }
}
