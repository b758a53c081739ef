package org.dockerrm.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.catalog.SecretMask;
import org.dockerrm.catalog.Secrets;
import org.dockerrm.transition.PolicyAction;
import org.dockerrm.transition.Request;
import org.dockerrm.transition.TransitionProcesses;
import org.dockerrm.workflow.call.ProcessChoice;
import org.dockerrm.workflow.call.RunVariables;
import org.dockerrm.workflow.deployment.ProcessDeployment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts the process that carries a request out, the type's own before the default one. */
@Component
class ProcessStarter implements TransitionProcesses {

  private static final Logger LOG = LoggerFactory.getLogger(ProcessStarter.class);
  private static final String UNDO_INSTALL = "UndoInstall";
  private static final String UNDO_UPGRADE = "UndoUpgrade";

  private final RuntimeService runtime;
  private final ProcessDeployment deployment;
  private final ProcessChoice choice;
  private final Catalog catalog;

  ProcessStarter(
      RuntimeService runtime, ProcessDeployment deployment, ProcessChoice choice, Catalog catalog) {
    this.runtime = runtime;
    this.deployment = deployment;
    this.choice = choice;
    this.catalog = catalog;
  }

  @Override
  public String start(Request transition, ResourceType type) {
    ProcessDefinition process = choice.of(transition, type);
    Map<String, Object> variables = RunVariables.of(transition, type);
    return PolicyAction.named(transition).isPresent()
        ? startByMessage(process, transition.requestId(), variables)
        : runtime
            .startProcessInstanceById(process.getId(), transition.requestId(), variables)
            .getProcessInstanceId();
  }

  /** The message has the name of the process, so that a package's own one listens to its own. */
  private String startByMessage(
      ProcessDefinition process, String requestId, Map<String, Object> variables) {
    return runtime
        .createMessageCorrelation(process.getKey())
        .processDefinitionId(process.getId())
        .processInstanceBusinessKey(requestId)
        .setVariables(variables)
        .correlateStartMessage()
        .getProcessInstanceId();
  }

  @Override
  public void undoInstall(Request transition) {
    runtime.startProcessInstanceByKey(
        UNDO_INSTALL, transition.requestId(), RunVariables.of(transition));
  }

  @Override
  public void undoUpgrade(Request transition) {
    runtime.startProcessInstanceByKey(
        UNDO_UPGRADE, transition.requestId(), RunVariables.of(transition));
  }

  @Override
  public List<Finding> redeploy() {
    List<Finding> findings = new ArrayList<>();
    deployment.redeploy().forEach(violation -> findings.add(violation.finding()));
    findings.addAll(deployPackages());
    return findings;
  }

  /** The default processes deploy themselves; what packages bring is known a little later. */
  @EventListener(ContextRefreshedEvent.class)
  void start() {
    deployPackages();
  }

  private List<Finding> deployPackages() {
    List<Finding> findings = new ArrayList<>();
    for (ResourceType type : catalog.types()) {
      // A package may write its passwords into its processes, too.
      SecretMask mask = SecretMask.of(Secrets.writtenIn(type.descriptor()));
      deployment
          .deployPackage(type.name(), type.processFiles())
          .forEach(it -> findings.add(it.finding().in(type.name().toString()).masked(mask)));
    }
    findings.forEach(finding -> LOG.warn("{}", finding));
    return findings;
  }
}
