package org.dockerrm.workflow.step;

import java.util.Map;
import org.dockerrm.transition.RequestRun;

/** The environment that an instance's container has as long as it lives. */
public final class InstanceEnvironment {

  private InstanceEnvironment() {}

  /** The variables by name (docs/reference/packages.md, "What a transition does"). */
  public static Map<String, String> of(RequestRun run) {
    return Map.of(
        "RM_RESOURCE_ID", run.instance().resourceId(),
        "RM_RESOURCE_NAME", run.instance().resourceName(),
        "RM_METRIC_KEY", run.instance().metricKey());
  }
}
