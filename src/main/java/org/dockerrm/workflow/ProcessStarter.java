package org.dockerrm.workflow;

import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstantiationBuilder;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.FailurePolicy;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.transition.Transition;
import org.dockerrm.transition.TransitionProcesses;
import org.dockerrm.workflow.deployment.ProcessDeployment;
import org.dockerrm.workflow.step.Variables;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts the process that carries a request out, the type's own before the default one. */
@Component
class ProcessStarter implements TransitionProcesses {

  private static final Map<String, String> BUILT_IN_OPERATIONS =
      Map.of("addNetwork", "AddNetwork", "removeNetwork", "RemoveNetwork");

  private static final String UNDO_INSTALL = "UndoInstall";

  private final RuntimeService runtime;
  private final ProcessDeployment deployment;
  private final Catalog catalog;

  ProcessStarter(RuntimeService runtime, ProcessDeployment deployment, Catalog catalog) {
    this.runtime = runtime;
    this.deployment = deployment;
    this.catalog = catalog;
  }

  @Override
  public String start(Transition transition, ResourceType type) {
    FailurePolicy policy = type.descriptor().onFailure(transition.transitionName());
    return started(process(transition, type), transition)
        .setVariable(Variables.DEADLINE, Date.from(transition.deadlineAt()))
        .setVariable(Variables.ON_FAILURE, policy.name().toLowerCase(Locale.ROOT))
        .execute()
        .getProcessInstanceId();
  }

  @Override
  public void undoInstall(Transition transition) {
    started(runtime.createProcessInstanceByKey(UNDO_INSTALL), transition).execute();
  }

  private static ProcessInstantiationBuilder started(
      ProcessInstantiationBuilder process, Transition transition) {
    return process
        .businessKey(transition.requestId())
        .setVariable(Variables.REQUEST_ID, transition.requestId())
        .setVariable(Variables.RESOURCE_ID, transition.resourceId())
        .setVariable(Variables.TRANSITION_NAME, transition.transitionName())
        .setVariable(Variables.LOCATION, transition.location());
  }

  @Override
  public void redeploy() {
    deployment.redeploy();
    deployPackages();
  }

  /** The default processes deploy themselves; what packages bring is known a little later. */
  @EventListener(ContextRefreshedEvent.class)
  void deployPackages() {
    catalog.types().stream()
        .filter(type -> !type.processFiles().isEmpty())
        .forEach(type -> deployment.deployPackage(type.name(), type.processFiles()));
  }

  private ProcessInstantiationBuilder process(Transition transition, ResourceType type) {
    Optional<String> own =
        brings(type, transition.transitionName())
            ? deployment.packageProcess(type.name(), transition.transitionName())
            : Optional.empty();
    return own.map(runtime::createProcessInstanceById)
        .orElseGet(() -> runtime.createProcessInstanceByKey(defaultProcess(transition, type)));
  }

  /** What an earlier package of the type brought is still deployed, and must not run any more. */
  private static boolean brings(ResourceType type, String transition) {
    return type.processFiles().stream().anyMatch(file -> file.endsWith(transition + ".bpmn"));
  }

  private static String defaultProcess(Transition transition, ResourceType type) {
    String name = transition.transitionName();
    if (transition.operation()) {
      return BUILT_IN_OPERATIONS.getOrDefault(name, "Operation");
    }
    String standard = LifecycleTransition.named(name).orElseThrow().name();
    return switch (type.kind()) {
      case CONTAINER -> standard;
      case NETWORK -> "Network" + standard;
      case VOLUME -> "Volume" + standard;
    };
  }
}
