package org.dockerrm.workflow;

import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.transition.Transition;
import org.dockerrm.transition.TransitionProcesses;
import org.springframework.stereotype.Component;

/** Starts the process that carries a request out, the type's own before the default one. */
@Component
class ProcessStarter implements TransitionProcesses {

  private static final Map<String, String> BUILT_IN_OPERATIONS =
      Map.of("addNetwork", "AddNetwork", "removeNetwork", "RemoveNetwork");

  private final RuntimeService runtime;
  private final ProcessDeployment deployment;

  ProcessStarter(RuntimeService runtime, ProcessDeployment deployment) {
    this.runtime = runtime;
    this.deployment = deployment;
  }

  @Override
  public String start(Transition transition, ResourceType type) {
    return runtime
        .createProcessInstanceByKey(processKey(transition, type))
        .businessKey(transition.requestId())
        .setVariable(Variables.REQUEST_ID, transition.requestId())
        .setVariable(Variables.RESOURCE_ID, transition.resourceId())
        .setVariable(Variables.TRANSITION_NAME, transition.transitionName())
        .setVariable(Variables.LOCATION, transition.location())
        .setVariable(Variables.DEADLINE, Date.from(transition.deadlineAt()))
        .execute()
        .getProcessInstanceId();
  }

  @Override
  public void redeploy() {
    deployment.redeploy();
  }

  private static String processKey(Transition transition, ResourceType type) {
    String name = transition.transitionName();
    boolean ownProcess =
        type.processFiles().stream()
            .anyMatch(file -> file.getFileName().toString().equals(name + ".bpmn"));
    if (ownProcess) {
      return type.name().name() + "." + name;
    }
    if (transition.operation()) {
      return BUILT_IN_OPERATIONS.getOrDefault(name, "Operation");
    }
    String standard = LifecycleTransition.named(name).orElseThrow().name();
    return type.kind() == ResourceType.Kind.NETWORK ? "Network" + standard : standard;
  }
}
