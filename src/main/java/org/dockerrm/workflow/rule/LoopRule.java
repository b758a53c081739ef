package org.dockerrm.workflow.rule;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.IntermediateCatchEvent;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * Rule 3: a loop passes a savepoint, so that it never is one endless transaction, and does not
 * fork, so that its branches do not multiply; and forks one behind the other stay few. An event
 * that does not interrupt is a fork, each time that its timer repeats.
 */
final class LoopRule implements ProcessRule {

  private static final int RULE = 3;
  private static final int MOST_BRANCHES = 64;
  private static final int MOST_SHOWN = 5;

  @Override
  public void check(ProcessModel model, RuleFindings findings) {
    FlowGraph graph = new FlowGraph(model);
    Set<FlowNode> endless = inLoops(graph, node -> !isSavepoint(node));
    if (!endless.isEmpty()) {
      findings.add(
          RULE,
          endless.iterator().next().getId(),
          "there is a loop without a savepoint; make one of these asyncBefore: " + ids(endless));
    }
    for (FlowNode node : inLoops(graph, node -> true)) {
      if (branches(graph, node) > 1) {
        findings.add(RULE, node.getId(), "it forks within a loop, so that branches would multiply");
      }
    }
    long branches = 1 + branchesOfEvents(model.process());
    for (FlowNode node : graph.nodes()) {
      branches = Math.min(branches * branches(graph, node), Integer.MAX_VALUE);
    }
    if (branches > MOST_BRANCHES) {
      findings.add(
          RULE,
          model.process().getId(),
          "its forks and repeating timers could make more than " + MOST_BRANCHES + " branches");
    }
  }

  /** How many tokens leave where one arrives. */
  private static long branches(FlowGraph graph, FlowNode node) {
    long flows = node instanceof ExclusiveGateway ? 1 : Math.max(1, graph.next(node).size());
    long events =
        graph.events(node).stream()
            .filter(event -> event instanceof BoundaryEvent edge && !edge.cancelActivity())
            .mapToLong(event -> repetitions((BoundaryEvent) event))
            .sum();
    return flows + events + (node instanceof SubProcess inner ? branchesOfEvents(inner) : 0);
  }

  /** How many tokens event sub-processes begin beside what goes on in the scope around them. */
  private static long branchesOfEvents(ModelElementInstance scope) {
    return FlowGraph.eventSubProcesses(scope).stream()
        .flatMap(event -> FlowGraph.starts(event).stream())
        .filter(start -> start instanceof StartEvent begin && !begin.isInterrupting())
        .mapToLong(start -> repetitions((StartEvent) start))
        .sum();
  }

  private static long repetitions(CatchEvent event) {
    return event.getEventDefinitions().stream()
        .filter(TimerEventDefinition.class::isInstance)
        .map(timer -> ((TimerEventDefinition) timer).getTimeCycle())
        .filter(Objects::nonNull)
        .mapToLong(cycle -> Intervals.repetitions(cycle.getTextContent().strip()))
        .max()
        .orElse(1);
  }

  private static boolean isSavepoint(FlowNode node) {
    return CamundaXml.isAsyncBefore(node)
        || CamundaXml.attribute(node, "asyncAfter").filter("true"::equals).isPresent()
        || node instanceof IntermediateCatchEvent;
  }

  /** What is left of those nodes where all are taken away that nothing leads to or from. */
  private static Set<FlowNode> inLoops(FlowGraph graph, Predicate<FlowNode> of) {
    Set<FlowNode> left =
        graph.nodes().stream().filter(of).collect(Collectors.toCollection(LinkedHashSet::new));
    Map<FlowNode, Collection<FlowNode>> after = new HashMap<>();
    Map<FlowNode, Collection<FlowNode>> before = new HashMap<>();
    left.forEach(node -> before.put(node, new LinkedHashSet<>()));
    for (FlowNode node : left) {
      after.put(node, new LinkedHashSet<>(graph.successors(node)));
      after.get(node).retainAll(left);
      after.get(node).forEach(successor -> before.get(successor).add(node));
    }
    peel(left, before, after);
    peel(left, after, before);
    return left;
  }

  /** Takes away nodes without a neighbour on one side until every node has one. */
  private static void peel(
      Set<FlowNode> left,
      Map<FlowNode, Collection<FlowNode>> side,
      Map<FlowNode, Collection<FlowNode>> other) {
    Deque<FlowNode> bare =
        left.stream()
            .filter(node -> side.get(node).isEmpty())
            .collect(Collectors.toCollection(ArrayDeque::new));
    while (!bare.isEmpty()) {
      FlowNode node = bare.remove();
      left.remove(node);
      for (FlowNode neighbour : other.get(node)) {
        side.get(neighbour).remove(node);
        if (side.get(neighbour).isEmpty() && left.contains(neighbour)) {
          bare.add(neighbour);
        }
      }
    }
  }

  private static String ids(Set<FlowNode> nodes) {
    return nodes.stream().limit(MOST_SHOWN).map(FlowNode::getId).collect(Collectors.joining(", "))
        + (nodes.size() > MOST_SHOWN ? ", ..." : "");
  }
}
