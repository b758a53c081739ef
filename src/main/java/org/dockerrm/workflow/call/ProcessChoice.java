package org.dockerrm.workflow.call;

import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.transition.PolicyAction;
import org.dockerrm.transition.Request;
import org.dockerrm.workflow.deployment.ProcessDeployment;
import org.springframework.stereotype.Component;

/** Which process carries a request out: the type's own before the default one. */
@Component
public class ProcessChoice {

  private static final Map<String, String> BUILT_IN_OPERATIONS =
      Map.of("addNetwork", "AddNetwork", "removeNetwork", "RemoveNetwork");

  private final RepositoryService repository;
  private final ProcessDeployment deployment;

  ProcessChoice(RepositoryService repository, ProcessDeployment deployment) {
    this.repository = repository;
    this.deployment = deployment;
  }

  /** The definition in force now. */
  public ProcessDefinition of(Request transition, ResourceType type) {
    Optional<String> own =
        brings(type, transition.transitionName())
            ? deployment.packageProcess(type.name(), transition.transitionName())
            : Optional.empty();
    return own.map(repository::getProcessDefinition)
        .orElseGet(() -> latest(defaultProcess(transition, type)));
  }

  private ProcessDefinition latest(String key) {
    return Optional.ofNullable(
            repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .latestVersion()
                .singleResult())
        .orElseThrow(() -> new IllegalStateException("no version of process " + key));
  }

  /** What an earlier package of the type brought is still deployed, and must not run any more. */
  private static boolean brings(ResourceType type, String transition) {
    return type.processFiles().stream().anyMatch(file -> file.endsWith(transition + ".bpmn"));
  }

  private static String defaultProcess(Request transition, ResourceType type) {
    String name = transition.transitionName();
    if (transition.operation()) {
      return BUILT_IN_OPERATIONS.getOrDefault(name, "Operation");
    }
    if (PolicyAction.named(transition).isPresent()) {
      return name;
    }
    String standard = LifecycleTransition.named(name).orElseThrow().name();
    return switch (type.kind()) {
      case CONTAINER -> standard;
      case NETWORK -> "Network" + standard;
      case VOLUME -> "Volume" + standard;
    };
  }
}
