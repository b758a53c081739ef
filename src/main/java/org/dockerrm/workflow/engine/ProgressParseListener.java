package org.dockerrm.workflow.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.ServiceTaskDelegateExpressionActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.PvmActivity;
import org.camunda.bpm.engine.impl.pvm.PvmTransition;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.dockerrm.workflow.call.CallParseListener;

/**
 * Numbers the service tasks and calls of a process along its sequence flows, so that progress is
 * known. Those that only an event leads to have no number, and report their begin all the same.
 */
class ProgressParseListener extends AbstractBpmnParseListener {

  private final ProgressListener listener;

  ProgressParseListener(ProgressListener listener) {
    this.listener = listener;
  }

  @Override
  public void parseRootElement(Element root, List<ProcessDefinitionEntity> definitions) {
    definitions.forEach(this::number);
  }

  private void number(ProcessDefinitionEntity definition) {
    List<ActivityImpl> steps = new ArrayList<>();
    for (PvmActivity activity : alongTheFlow(definition)) {
      if (activity instanceof ActivityImpl step && isStep(step)) {
        steps.add(step);
      }
    }
    for (int i = 0; i < steps.size(); i++) {
      ActivityImpl step = steps.get(i);
      Steps.number(step, i + 1, steps.size());
    }
    listen(definition);
  }

  private void listen(ScopeImpl scope) {
    for (ActivityImpl activity : scope.getActivities()) {
      if (isStep(activity)) {
        activity.addListener(ExecutionListener.EVENTNAME_START, listener);
      }
      listen(activity);
    }
  }

  private static boolean isStep(ActivityImpl activity) {
    return activity.getActivityBehavior() instanceof ServiceTaskDelegateExpressionActivityBehavior
        || CallParseListener.isCall(activity);
  }

  private static Set<PvmActivity> alongTheFlow(ProcessDefinitionEntity definition) {
    Set<PvmActivity> seen = new LinkedHashSet<>();
    follow(List.of(definition.getInitial()), seen);
    return seen;
  }

  /** What a sub-process holds comes before what follows it. */
  private static void follow(List<? extends PvmActivity> first, Set<PvmActivity> seen) {
    List<PvmActivity> ahead = new ArrayList<>(first);
    while (!ahead.isEmpty()) {
      PvmActivity activity = ahead.remove(0);
      if (seen.add(activity)) {
        follow(
            activity.getActivities().stream()
                .filter(inner -> inner.getIncomingTransitions().isEmpty())
                .filter(inner -> !(inner instanceof ActivityImpl it && it.isTriggeredByEvent()))
                .toList(),
            seen);
        activity.getOutgoingTransitions().stream()
            .map(PvmTransition::getDestination)
            .forEach(ahead::add);
      }
    }
  }
}
