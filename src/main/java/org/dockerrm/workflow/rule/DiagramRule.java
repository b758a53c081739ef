package org.dockerrm.workflow.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.Association;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Lane;
import org.camunda.bpm.model.bpmn.instance.MessageFlow;
import org.camunda.bpm.model.bpmn.instance.Participant;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.TextAnnotation;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnEdge;
import org.camunda.bpm.model.bpmn.instance.bpmndi.BpmnShape;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.jspecify.annotations.Nullable;

/** Rule 7: a person can read the process: everything has a name and a place in the diagram. */
final class DiagramRule implements ProcessRule {

  @Override
  public void check(ProcessModel model, RuleFindings findings) {
    checkNames(model, findings);
    Set<String> shapes = drawn(model, BpmnShape.class);
    Set<String> edges = drawn(model, BpmnEdge.class);
    elements(model, List.of(FlowNode.class, Lane.class, Participant.class, TextAnnotation.class))
        .filter(element -> !shapes.contains(element.getId()))
        .forEach(element -> findings.add(7, element.getId(), "the diagram has no shape for it"));
    elements(model, List.of(SequenceFlow.class, MessageFlow.class, Association.class))
        .filter(element -> !edges.contains(element.getId()))
        .forEach(element -> findings.add(7, element.getId(), "the diagram has no edge for it"));
  }

  private static void checkNames(ProcessModel model, RuleFindings findings) {
    for (Process process : model.all(Process.class)) {
      if (isBlank(process.getName())) {
        findings.add(7, process.getId(), "the process has no name");
      }
    }
    for (FlowElement node : model.all(FlowNode.class)) {
      if (isBlank(node.getName())) {
        findings.add(7, node.getId(), "it has no name");
      }
    }
  }

  private static boolean isBlank(@Nullable String name) {
    return name == null || name.isBlank();
  }

  private static Set<String> drawn(ProcessModel model, Class<? extends ModelElementInstance> type) {
    Set<String> ids = new HashSet<>();
    for (ModelElementInstance element : model.all(type)) {
      ids.add(element.getAttributeValue("bpmnElement"));
    }
    return ids;
  }

  private static Stream<BaseElement> elements(
      ProcessModel model, List<Class<? extends BaseElement>> types) {
    return types.stream().flatMap(type -> model.all(type).stream());
  }
}
