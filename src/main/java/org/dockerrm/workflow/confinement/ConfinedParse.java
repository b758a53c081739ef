package org.dockerrm.workflow.confinement;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.BoundaryEventActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.ErrorEndEventActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.EventSubProcessActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.EventSubProcessStartEventActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.ExclusiveGatewayActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.InclusiveGatewayActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.IntermediateCatchEventActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.NoneEndEventActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.NoneStartEventActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.ParallelGatewayActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.ServiceTaskDelegateExpressionActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.SubProcessActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.behavior.TerminateEndEventActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParser;
import org.camunda.bpm.engine.impl.bpmn.parser.EventSubscriptionDeclaration;
import org.camunda.bpm.engine.impl.bpmn.parser.FieldDeclaration;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityBehavior;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.jspecify.annotations.Nullable;

/**
 * Reads a process as the engine does, then refuses it where it would do anything else than steps,
 * calls, gateways and waiting for a time. What the engine would already run while it reads is
 * refused before.
 */
final class ConfinedParse extends BpmnParse {

  /** What nodes may do. A call of this manager is a subclass of the engine's, which is not here. */
  private static final Set<Class<? extends ActivityBehavior>> BEHAVIORS =
      Set.of(
          NoneStartEventActivityBehavior.class,
          EventSubProcessStartEventActivityBehavior.class,
          NoneEndEventActivityBehavior.class,
          ErrorEndEventActivityBehavior.class,
          TerminateEndEventActivityBehavior.class,
          IntermediateCatchEventActivityBehavior.class,
          BoundaryEventActivityBehavior.class,
          ServiceTaskDelegateExpressionActivityBehavior.class,
          SubProcessActivityBehavior.class,
          EventSubProcessActivityBehavior.class,
          ExclusiveGatewayActivityBehavior.class,
          InclusiveGatewayActivityBehavior.class,
          ParallelGatewayActivityBehavior.class);

  private final StepCount.Listener counter = new StepCount.Listener();

  ConfinedParse(BpmnParser parser) {
    super(parser);
  }

  @Override
  protected void parseRootElement() {
    refuseClasses(rootElement);
    if (hasErrors()) {
      throwExceptionForErrors();
    }
    super.parseRootElement();
    processDefinitions.forEach(this::confine);
  }

  /** The engine makes objects of some classes as it reads their names. */
  private void refuseClasses(Element element) {
    for (String attribute : element.attributes()) {
      if (attribute.toLowerCase(Locale.ROOT).endsWith("class")) {
        addError("processes name no classes; name a step as ${bean}", element);
      }
    }
    if (element.getTagName().equals("connector") || element.getTagName().startsWith("form")) {
      addError("processes have no forms and no connectors", element);
    }
    element.elements().forEach(this::refuseClasses);
  }

  private void confine(ProcessDefinitionEntity definition) {
    // Requests start processes; Tasklist must not offer them.
    definition.setStartableInTasklist(false);
    for (EventSubscriptionDeclaration event :
        EventSubscriptionDeclaration.getDeclarationsForScope(definition).values()) {
      if (event.isStartEvent() && !definition.getKey().equals(event.getUnresolvedEventName())) {
        addError("a process can only be started by a message of its own name", rootElement);
      }
    }
    confine((ScopeImpl) definition);
  }

  private void confine(ScopeImpl scope) {
    for (ActivityImpl activity : scope.getActivities()) {
      ActivityBehavior behavior = activity.getActivityBehavior();
      if (!BEHAVIORS.contains(behavior.getClass()) && !(behavior instanceof ConfinedBehavior)) {
        addError(
            "what '" + activity.getId() + "' does is not allowed in processes",
            rootElement,
            activity.getId());
      }
      activity.addBuiltInListener(ExecutionListener.EVENTNAME_START, counter);
      confine(activity);
    }
  }

  @Override
  protected void parseTimerStartEventDefinition(
      Element timer, ActivityImpl start, ProcessDefinitionEntity definition) {
    addError("a process cannot be started by a time", timer, start.getId());
  }

  @Override
  public List<FieldDeclaration> parseFieldDeclarations(Element element) {
    if (!super.parseFieldDeclarations(element).isEmpty()) {
      addError("steps have no fields; use inputs", element);
    }
    return List.of();
  }

  @Override
  public @Nullable ExecutionListener parseExecutionListener(Element listener, String ancestor) {
    addError("processes have no listeners", listener, ancestor);
    return null;
  }

  @Override
  protected @Nullable TaskListener parseTaskListener(Element listener, String ancestor) {
    addError("processes have no listeners", listener, ancestor);
    return null;
  }
}
