package org.dockerrm.workflow.rule;

import org.camunda.bpm.model.bpmn.instance.FlowNode;

/**
 * Rule 3: a step that touches the outside world is a job of its own. How often and when it is tried
 * again is the engine's own list, unless the process draws another.
 */
final class SavepointRule implements ProcessRule {

  private final DelegateList delegates;

  SavepointRule(DelegateList delegates) {
    this.delegates = delegates;
  }

  @Override
  public void check(ProcessModel model, RuleFindings findings) {
    model
        .delegateUses()
        .filter(
            use -> use.delegate(delegates).filter(PublishedDelegate::touchesOutside).isPresent())
        .forEach(use -> check(use.node(), findings));
  }

  private static void check(FlowNode node, RuleFindings findings) {
    if (!CamundaXml.isAsyncBefore(node)) {
      findings.add(3, node.getId(), "it touches the outside world and is not asyncBefore");
    }
  }
}
