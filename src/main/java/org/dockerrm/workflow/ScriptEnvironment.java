package org.dockerrm.workflow;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.transition.TransitionRun;

/** The environment that scripts find (resource-packages, "What a transition does"). */
final class ScriptEnvironment {

  private ScriptEnvironment() {}

  /** What holds as long as the instance lives. */
  static Map<String, String> ofInstance(TransitionRun run) {
    return Map.of(
        "RM_RESOURCE_ID", run.instance().resourceId(),
        "RM_RESOURCE_NAME", run.instance().resourceName(),
        "RM_METRIC_KEY", run.instance().metricKey());
  }

  /** The same, and what holds for one transition. */
  static Map<String, String> ofTransition(TransitionRun run) {
    Map<String, String> environment = new LinkedHashMap<>(ofInstance(run));
    environment.put("RM_TRANSITION", run.transition().transitionName());
    environment.put("RM_REQUEST_ID", run.transition().requestId());
    return environment;
  }
}
