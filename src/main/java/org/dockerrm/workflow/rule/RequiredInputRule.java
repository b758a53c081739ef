package org.dockerrm.workflow.rule;

import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.dockerrm.workflow.rule.PublishedDelegate.Input;

/** Rule 8: a step gets the inputs that its delegate requires, with values that it knows. */
final class RequiredInputRule implements ProcessRule {

  private final DelegateList delegates;

  RequiredInputRule(DelegateList delegates) {
    this.delegates = delegates;
  }

  @Override
  public void check(ProcessModel model, Findings findings) {
    model
        .delegateUses()
        .forEach(
            use ->
                use.delegate(delegates)
                    .ifPresent(delegate -> check(use.node(), delegate, findings)));
  }

  private static void check(FlowNode node, PublishedDelegate delegate, Findings findings) {
    Map<String, String> given = inputsOf(node);
    for (Input input : delegate.inputs()) {
      String value = given.getOrDefault(input.name(), "").strip();
      if (value.isEmpty() && input.required()) {
        findings.add(
            8,
            node.getId(),
            delegate.bean() + " requires the input '" + input.name() + "'" + choices(input));
      } else if (!value.isEmpty() && !isPossible(value, input)) {
        findings.add(
            8,
            node.getId(),
            "'" + value + "' is no value for the input '" + input.name() + "'" + choices(input));
      }
    }
  }

  private static boolean isPossible(String value, Input input) {
    boolean expression = value.contains("${") || value.contains("#{");
    return expression || input.choices().isEmpty() || input.choices().contains(value);
  }

  private static String choices(Input input) {
    return input.choices().isEmpty() ? "" : ", one of " + String.join(", ", input.choices());
  }

  private static Map<String, String> inputsOf(FlowNode node) {
    Map<String, String> inputs = new HashMap<>();
    CamundaXml.extensions(node, CamundaInputOutput.class)
        .flatMap(io -> io.getChildElementsByType(CamundaInputParameter.class).stream())
        .forEach(input -> inputs.put(input.getCamundaName(), input.getTextContent()));
    return inputs;
  }
}
