package org.dockerrm.workflow.rule;

import org.camunda.bpm.model.bpmn.instance.Process;

/** Rule 1: every process says how long its history is kept. */
final class HistoryTimeToLiveRule implements ProcessRule {

  @Override
  public void check(ProcessModel model, RuleFindings findings) {
    for (Process process : model.all(Process.class)) {
      if (CamundaXml.attribute(process, "historyTimeToLive").filter(v -> !v.isBlank()).isEmpty()) {
        findings.add(
            1,
            process.getId(),
            "the process has no camunda:historyTimeToLive; set one, such as P7D");
      }
    }
  }
}
