package org.dockerrm.workflow.rule;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ErrorEventDefinition;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.ServiceTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/**
 * Rule 6: an event sub-process that ends everything else of the process ends the request, too:
 * otherwise the manager would take the end of the process for success. A process that cleans up
 * after a request which was answered already has nothing to end.
 */
final class EndRule implements ProcessRule {

  private static final Set<String> ENDING = Set.of("complete", "fail");

  private final Allowed allowed;

  EndRule(Allowed allowed) {
    this.allowed = allowed;
  }

  @Override
  public void check(ProcessModel model, RuleFindings findings) {
    if (allowed.cleanups().contains(model.process().getId())) {
      return;
    }
    FlowGraph graph = new FlowGraph(model);
    FlowGraph.eventSubProcesses(model.process()).stream()
        .filter(EndRule::interrupts)
        .flatMap(event -> unended(graph, event).stream())
        .forEach(
            last ->
                findings.add(
                    6,
                    last.getId(),
                    "the process can end here without the request being ended; lead the way"
                        + " through ${fail} or ${complete}"));
  }

  private static boolean interrupts(SubProcess event) {
    return event.getChildElementsByType(StartEvent.class).stream()
        .anyMatch(StartEvent::isInterrupting);
  }

  /** The last nodes of those ways through a sub-process that do not end the request. */
  private static Set<FlowNode> unended(FlowGraph graph, ModelElementInstance scope) {
    Set<FlowNode> last = new LinkedHashSet<>();
    Set<FlowNode> seen = new HashSet<>();
    Deque<FlowNode> ahead = new ArrayDeque<>(FlowGraph.starts(scope));
    while (!ahead.isEmpty()) {
      FlowNode node = ahead.remove();
      if (!seen.add(node) || endsRequest(node)) {
        continue;
      }
      ahead.addAll(graph.events(node));
      List<FlowNode> next = new ArrayList<>(graph.next(node));
      boolean passes = !(node instanceof SubProcess inner) || !unended(graph, inner).isEmpty();
      if (passes) {
        ahead.addAll(next);
      }
      if (passes && next.isEmpty() && !throwsError(node)) {
        last.add(node);
      }
    }
    return last;
  }

  private static boolean endsRequest(FlowNode node) {
    return node instanceof ServiceTask task
        && new DelegateUse(task).bean().filter(ENDING::contains).isPresent();
  }

  private static boolean throwsError(FlowNode node) {
    return node instanceof EndEvent
        && !node.getChildElementsByType(ErrorEventDefinition.class).isEmpty();
  }
}
