package org.dockerrm.workflow.rule;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.Error;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.dockerrm.transition.FailureCode;

/**
 * Rule 6: a failure has a code that the API knows. A process may throw a code of its own where it
 * catches it itself.
 */
final class FailureCodeRule implements ProcessRule {

  private static final int RULE = 6;
  private static final Set<String> KNOWN =
      Arrays.stream(FailureCode.values()).map(FailureCode::name).collect(Collectors.toSet());

  @Override
  public void check(ProcessModel model, RuleFindings findings) {
    Set<String> thrown = new HashSet<>();
    Set<String> caught = new HashSet<>();
    for (ErrorEventDefinition event : model.all(ErrorEventDefinition.class)) {
      (event.getParentElement() instanceof EndEvent ? thrown : caught).add(code(event));
    }
    for (ErrorEventDefinition event : model.all(ErrorEventDefinition.class)) {
      boolean throwsIt = event.getParentElement() instanceof EndEvent;
      String code = code(event);
      boolean named = throwsIt || event.getError() != null;
      if (named && !KNOWN.contains(code) && !(throwsIt ? caught : thrown).contains(code)) {
        findings.add(
            RULE,
            ((FlowNode) event.getParentElement()).getId(),
            "'"
                + code
                + "' is "
                + (throwsIt ? "caught" : "thrown")
                + " nowhere in this process and none"
                + known());
      }
    }
    model
        .delegateUses()
        .filter(use -> use.bean().filter("fail"::equals).isPresent())
        .forEach(
            use ->
                CamundaXml.extensions(use.node(), CamundaInputOutput.class)
                    .flatMap(io -> io.getChildElementsByType(CamundaInputParameter.class).stream())
                    .filter(input -> "failureCode".equals(input.getCamundaName()))
                    .map(input -> input.getTextContent().strip())
                    .filter(code -> !code.isEmpty())
                    .filter(code -> !Expressions.isIn(code) && !KNOWN.contains(code))
                    .forEach(
                        code ->
                            findings.add(
                                RULE, use.node().getId(), "'" + code + "' is none" + known())));
  }

  private static String known() {
    return " of the failure codes "
        + Arrays.stream(FailureCode.values())
            .map(FailureCode::name)
            .collect(Collectors.joining(", "));
  }

  private static String code(ErrorEventDefinition event) {
    Error error = event.getError();
    return error == null || error.getErrorCode() == null ? "" : error.getErrorCode();
  }
}
