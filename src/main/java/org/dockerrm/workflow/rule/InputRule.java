package org.dockerrm.workflow.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputParameter;
import org.dockerrm.workflow.rule.PublishedDelegate.Input;

/**
 * Rule 8: a step or a call gets the inputs that it requires and no other, with values that it
 * knows.
 */
final class InputRule implements ProcessRule {

  private static final int RULE = 8;

  private final Allowed allowed;

  InputRule(Allowed allowed) {
    this.allowed = allowed;
  }

  @Override
  public void check(ProcessModel model, RuleFindings findings) {
    model
        .delegateUses()
        .forEach(
            use ->
                use.bean()
                    .flatMap(allowed::step)
                    .ifPresent(step -> check(use.node(), step.bean(), step.inputs(), findings)));
    for (CallActivity call : model.all(CallActivity.class)) {
      Optional.ofNullable(allowed.calls().get(String.valueOf(call.getCalledElement())))
          .ifPresent(inputs -> check(call, call.getCalledElement(), inputs, findings));
    }
  }

  private static void check(FlowNode node, String name, List<Input> inputs, RuleFindings findings) {
    Map<String, String> given = inputsOf(node);
    for (Input input : inputs) {
      String value = given.getOrDefault(input.name(), "").strip();
      if (value.isEmpty() && input.required()) {
        findings.add(
            RULE, node.getId(), name + " requires the input '" + input.name() + "'" + of(input));
      } else if (!value.isEmpty() && !isPossible(value, input)) {
        findings.add(
            RULE,
            node.getId(),
            "'" + value + "' is no value for the input '" + input.name() + "'" + of(input));
      }
    }
    List<String> known = inputs.stream().map(Input::name).toList();
    given.keySet().stream()
        .filter(input -> !known.contains(input))
        .sorted()
        .forEach(
            input ->
                findings.add(
                    RULE,
                    node.getId(),
                    name
                        + " has no input '"
                        + input
                        + "'; "
                        + (known.isEmpty()
                            ? "it has none"
                            : "these are: " + String.join(", ", known))));
  }

  private static boolean isPossible(String value, Input input) {
    return Expressions.isIn(value) || input.choices().isEmpty() || input.choices().contains(value);
  }

  private static String of(Input input) {
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
