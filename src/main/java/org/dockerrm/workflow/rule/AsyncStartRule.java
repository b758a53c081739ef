package org.dockerrm.workflow.rule;

import java.util.List;
import org.camunda.bpm.model.bpmn.instance.StartEvent;

/** Rule 2: the process begins in a job, so that the REST call returns at once. */
final class AsyncStartRule implements ProcessRule {

  @Override
  public void check(ProcessModel model, Findings findings) {
    List<StartEvent> starts = List.copyOf(model.process().getChildElementsByType(StartEvent.class));
    if (starts.isEmpty()) {
      findings.add(2, model.process().getId(), "the process has no start event");
    }
    for (StartEvent start : starts) {
      if (!CamundaXml.isAsyncBefore(start)) {
        findings.add(
            2,
            start.getId(),
            "the start event is not asyncBefore, so that the caller would wait for the first step");
      }
    }
  }
}
