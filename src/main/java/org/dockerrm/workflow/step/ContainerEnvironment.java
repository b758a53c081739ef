package org.dockerrm.workflow.step;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.transition.TransitionRun;

/** What the manager puts into the environment of a container at its creation. */
final class ContainerEnvironment {

  private ContainerEnvironment() {}

  /** The instance's own variables, and its properties but for the secret ones. */
  static Map<String, String> of(TransitionRun run) {
    Map<String, String> environment = new LinkedHashMap<>(InstanceEnvironment.of(run));
    Map<String, PropertyDefinition> definitions = run.type().descriptor().properties();
    run.instance()
        .properties()
        .forEach(
            (name, value) -> {
              PropertyDefinition definition = definitions.get(name);
              if (definition != null && !definition.isSecret()) {
                environment.put("RM_PROP_" + name, value);
              }
            });
    return environment;
  }
}
