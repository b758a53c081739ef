package org.dockerrm.workflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.transition.PolicyAction;
import org.dockerrm.transition.ProcessFinding;
import org.dockerrm.transition.Transition;
import org.dockerrm.transition.TransitionProcesses;
import org.dockerrm.workflow.call.ProcessChoice;
import org.dockerrm.workflow.call.RunVariables;
import org.dockerrm.workflow.deployment.ProcessDeployment;
import org.dockerrm.workflow.rule.RuleViolation;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Starts the process that carries a request out, the type's own before the default one. */
@Component
class ProcessStarter implements TransitionProcesses {

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
  public String start(Transition transition, ResourceType type) {
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
  public void undoInstall(Transition transition) {
    runtime.startProcessInstanceByKey(
        UNDO_INSTALL, transition.requestId(), RunVariables.of(transition));
  }

  @Override
  public void undoUpgrade(Transition transition) {
    runtime.startProcessInstanceByKey(
        UNDO_UPGRADE, transition.requestId(), RunVariables.of(transition));
  }

  @Override
  public List<ProcessFinding> redeploy() {
    List<ProcessFinding> findings = new ArrayList<>();
    deployment.redeploy().forEach(it -> findings.add(finding("", it)));
    findings.addAll(deployPackages());
    return findings;
  }

  /** The default processes deploy themselves; what packages bring is known a little later. */
  @EventListener(ContextRefreshedEvent.class)
  void start() {
    deployPackages();
  }

  private List<ProcessFinding> deployPackages() {
    List<ProcessFinding> findings = new ArrayList<>();
    for (ResourceType type : catalog.types()) {
      deployment
          .deployPackage(type.name(), type.processFiles())
          .forEach(it -> findings.add(finding(type.name() + "/", it)));
    }
    return findings;
  }

  private static ProcessFinding finding(String before, RuleViolation violation) {
    return new ProcessFinding(
        before + violation.file(), violation.elementId(), violation.rule(), violation.message());
  }
}
