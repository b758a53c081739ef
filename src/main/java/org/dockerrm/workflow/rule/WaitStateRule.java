package org.dockerrm.workflow.rule;

import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;

/** Rule 4: no job before a wait state, since a callback could arrive before the subscription. */
final class WaitStateRule implements ProcessRule {

  @Override
  public void check(ProcessModel model, RuleFindings findings) {
    model.all(IntermediateCatchEvent.class).stream()
        .filter(CamundaXml::isAsyncBefore)
        .forEach(
            node ->
                findings.add(
                    4,
                    node.getId(),
                    "a wait state is asyncBefore; what it waits for could arrive before it"
                        + " listens"));
  }
}
