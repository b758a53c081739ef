package org.dockerrm.workflow.script;

import java.util.Map;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.ScriptCall;
import org.dockerrm.location.ScriptCall.ParameterFile;
import org.dockerrm.transition.RequestRun;

/** The call of a script on a container host, the same at its start and whenever it is joined. */
final class ScriptCalls {

  private ScriptCalls() {}

  static ScriptCall of(RequestRun run, ContainerView container, ScriptRun scriptRun) {
    return new ScriptCall(
        container.id(),
        scriptRun.runId(),
        scriptRun.script(),
        file(run),
        ParameterYaml.write(parameters(run)),
        ScriptEnvironment.of(run),
        run.transition().transitionName().equals(LifecycleTransition.Reconfigure.name()));
  }

  /** The file that the properties are in. */
  static ParameterFile file(RequestRun run) {
    return run.transition().operation() ? ParameterFile.OPERATION : ParameterFile.LIFECYCLE;
  }

  /** What those properties are. */
  static Map<String, PropertyDefinition> definitions(RequestRun run) {
    return run.transition().operation()
        ? run.type().operation(run.transition().transitionName()).orElse(Map.of())
        : run.type().descriptor().properties();
  }

  /** The properties that a script finds in its file: the operation's, or the instance's. */
  static Map<String, String> parameters(RequestRun run) {
    return run.transition().operation()
        ? run.transition().properties()
        : run.instance().properties();
  }
}
