package org.dockerrm.workflow.script;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.workflow.step.InstanceEnvironment;

/** The environment that scripts find (docs/reference/packages.md, "What a transition does"). */
final class ScriptEnvironment {

  private ScriptEnvironment() {}

  /** What the instance's container has, and what holds for one transition. */
  static Map<String, String> of(RequestRun run) {
    Map<String, String> environment = new LinkedHashMap<>(InstanceEnvironment.of(run));
    environment.put("RM_TRANSITION", run.transition().transitionName());
    environment.put("RM_REQUEST_ID", run.transition().requestId());
    return environment;
  }
}
