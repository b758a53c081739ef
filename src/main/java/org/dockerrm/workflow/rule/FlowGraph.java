package org.dockerrm.workflow.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * Where a token can go in a process. It follows the ends of the sequence flows, as the engine does,
 * and not what nodes say of their flows.
 */
final class FlowGraph {

  private final Map<FlowNode, List<FlowNode>> flows = new LinkedHashMap<>();
  private final Map<FlowNode, List<FlowNode>> events = new LinkedHashMap<>();

  FlowGraph(ProcessModel model) {
    for (FlowNode node : model.all(FlowNode.class)) {
      flows.put(node, new ArrayList<>());
      events.put(node, new ArrayList<>());
    }
    for (SequenceFlow flow : model.all(SequenceFlow.class)) {
      if (flow.getSource() != null && flow.getTarget() != null) {
        flows.get(flow.getSource()).add(flow.getTarget());
      }
    }
    for (BoundaryEvent event : model.all(BoundaryEvent.class)) {
      if (event.getAttachedTo() != null) {
        events.get(event.getAttachedTo()).add(event);
      }
    }
  }

  Collection<FlowNode> nodes() {
    return flows.keySet();
  }

  /** Where the sequence flows of a node lead. */
  List<FlowNode> next(FlowNode node) {
    return flows.get(node);
  }

  /** The events at the edge of a node. */
  List<FlowNode> events(FlowNode node) {
    return events.get(node);
  }

  /** The start events directly in a process or sub-process. */
  static List<FlowNode> starts(ModelElementInstance scope) {
    return List.copyOf(scope.getChildElementsByType(StartEvent.class));
  }

  /** The event sub-processes directly in a process or sub-process. */
  static List<SubProcess> eventSubProcesses(ModelElementInstance scope) {
    return scope.getChildElementsByType(SubProcess.class).stream()
        .filter(SubProcess::triggeredByEvent)
        .toList();
  }

  /** Every node where a token can be right after this one, across the edges of sub-processes. */
  List<FlowNode> successors(FlowNode node) {
    List<FlowNode> successors = new ArrayList<>(events(node));
    if (node instanceof SubProcess inner) {
      successors.addAll(starts(inner));
      eventSubProcesses(inner).forEach(event -> successors.addAll(starts(event)));
      return successors;
    }
    successors.addAll(next(node));
    if (next(node).isEmpty()) {
      exits(node).forEach(successors::add);
    }
    return successors;
  }

  /** Where a token goes that has come to the end of the sub-process around a node. */
  private Stream<FlowNode> exits(FlowNode last) {
    if (!(last.getParentElement() instanceof SubProcess around)) {
      return Stream.empty();
    }
    return next(around).isEmpty() ? exits(around) : next(around).stream();
  }
}
