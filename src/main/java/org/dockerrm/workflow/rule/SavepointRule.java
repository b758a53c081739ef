package org.dockerrm.workflow.rule;

import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.Activity;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.MultiInstanceLoopCharacteristics;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaFailedJobRetryTimeCycle;

/** Rule 3: a step that touches the outside world is a job of its own with a list of retries. */
final class SavepointRule implements ProcessRule {

  private static final String INTERVAL =
      "P(?=.)(\\d+D)?(T(?=\\d)(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?";
  private static final Pattern RETRIES =
      Pattern.compile("R\\d+/" + INTERVAL + "|" + INTERVAL + "(\\s*,\\s*" + INTERVAL + ")*");

  private final DelegateList delegates;

  SavepointRule(DelegateList delegates) {
    this.delegates = delegates;
  }

  @Override
  public void check(ProcessModel model, Findings findings) {
    model
        .delegateUses()
        .filter(
            use -> use.delegate(delegates).filter(PublishedDelegate::touchesOutside).isPresent())
        .forEach(use -> check(use.node(), findings));
  }

  private static void check(FlowNode node, Findings findings) {
    BaseElement job = jobOf(node);
    if (!CamundaXml.isAsyncBefore(job)) {
      findings.add(3, node.getId(), "it touches the outside world and is not asyncBefore");
    }
    String retries =
        CamundaXml.extensions(job, CamundaFailedJobRetryTimeCycle.class)
            .map(CamundaFailedJobRetryTimeCycle::getTextContent)
            .findFirst()
            .orElse("");
    if (!RETRIES.matcher(retries.strip()).matches()) {
      findings.add(
          3,
          node.getId(),
          "it touches the outside world and has "
              + (retries.isBlank() ? "no retry list" : "'" + retries + "' for a retry list")
              + "; set camunda:failedJobRetryTimeCycle, such as PT2S,PT10S,PT30S");
    }
  }

  /** The engine takes the settings of each repetition from the loop, not from the task. */
  private static BaseElement jobOf(FlowNode node) {
    return node instanceof Activity activity
            && activity.getLoopCharacteristics() instanceof MultiInstanceLoopCharacteristics loop
        ? loop
        : node;
  }
}
