package org.dockerrm.workflow.call;

import org.camunda.bpm.engine.impl.bpmn.behavior.CallActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.dockerrm.inventory.LifecycleTransition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.stereotype.Component;

/**
 * Makes call activities that call a transition or an operation, by the name of its default process,
 * run it as a part of their own request.
 */
@Component
public class CallParseListener extends AbstractBpmnParseListener {

  private final ObjectProvider<RequestCalls> calls;

  CallParseListener(ObjectProvider<RequestCalls> calls) {
    this.calls = calls;
  }

  /** For an engine that runs nothing. */
  public static CallParseListener withoutCalls() {
    return new CallParseListener(
        new StaticListableBeanFactory().getBeanProvider(RequestCalls.class));
  }

  @Override
  public void parseCallActivity(Element element, ScopeImpl scope, ActivityImpl activity) {
    String called = element.attribute("calledElement");
    if (called != null
        && (LifecycleTransition.named(called).isPresent() || called.equals(RequestCalls.OPERATION))
        && activity.getActivityBehavior() instanceof CallActivityBehavior ordinary) {
      TransitionCall call = new TransitionCall(called, calls);
      call.setCallableElement(ordinary.getCallableElement());
      activity.setActivityBehavior(call);
    }
  }

  /** Whether an activity runs a part of a request. */
  public static boolean isCall(ActivityImpl activity) {
    return activity.getActivityBehavior() instanceof TransitionCall;
  }
}
