package org.dockerrm.workflow.rule;

import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * Rule 6: every error of a step ends in a sub-process that reports the failure. A process that
 * cleans up after a request which was answered already has nothing to report.
 */
final class ErrorSubProcessRule implements ProcessRule {

  @Override
  public void check(ProcessModel model, RuleFindings findings) {
    if (!answers(model)) {
      return;
    }
    List<SubProcess> catchers =
        model.process().getChildElementsByType(SubProcess.class).stream()
            .filter(SubProcess::triggeredByEvent)
            .filter(ErrorSubProcessRule::catchesEveryError)
            .toList();
    if (catchers.isEmpty()) {
      findings.add(
          6,
          model.process().getId(),
          "the process has no event sub-process that catches every error; add one whose error"
              + " start event names no error");
    }
    for (SubProcess catcher : catchers) {
      if (!reportsFailure(model, catcher)) {
        findings.add(6, catcher.getId(), "it does not report the failure; let it end with ${fail}");
      }
    }
  }

  /** Whether the process has a request to end. */
  static boolean answers(ProcessModel model) {
    return uses(model, "undoInstall").findAny().isEmpty();
  }

  private static boolean catchesEveryError(SubProcess subProcess) {
    return subProcess.getChildElementsByType(StartEvent.class).stream()
        .flatMap(start -> start.getChildElementsByType(ErrorEventDefinition.class).stream())
        .anyMatch(error -> error.getAttributeValue("errorRef") == null);
  }

  private static boolean reportsFailure(ProcessModel model, SubProcess subProcess) {
    return uses(model, "fail").anyMatch(use -> isInside(use.node(), subProcess));
  }

  private static Stream<DelegateUse> uses(ProcessModel model, String bean) {
    return model.delegateUses().filter(use -> use.bean().filter(bean::equals).isPresent());
  }

  private static boolean isInside(ModelElementInstance element, SubProcess subProcess) {
    for (ModelElementInstance at = element; at != null; at = at.getParentElement()) {
      if (at.equals(subProcess)) {
        return true;
      }
    }
    return false;
  }
}
