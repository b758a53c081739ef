package org.dockerrm.workflow.call;

import java.util.Date;
import java.util.Locale;
import org.camunda.bpm.engine.variable.VariableMap;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.transition.Transition;
import org.dockerrm.workflow.step.Variables;

/** The variables that the process of a request starts with (workflows, "Variables"). */
public final class RunVariables {

  private RunVariables() {}

  /** What every process of a request has. */
  public static VariableMap of(Transition transition) {
    return org.camunda.bpm.engine.variable.Variables.createVariables()
        .putValue(Variables.REQUEST_ID, transition.requestId())
        .putValue(Variables.RESOURCE_ID, transition.resourceId())
        .putValue(Variables.RESOURCE_NAME, transition.resourceName())
        .putValue(Variables.RESOURCE_TYPE, transition.resourceType())
        .putValue(Variables.TRANSITION_NAME, transition.transitionName())
        .putValue(Variables.LOCATION, transition.location());
  }

  /** What a process has that can fail and come too late. */
  public static VariableMap of(Transition transition, ResourceType type) {
    return of(transition)
        .putValue(Variables.DEADLINE, Date.from(transition.deadlineAt()))
        .putValue(
            Variables.ON_FAILURE,
            type.descriptor()
                .onFailure(transition.transitionName())
                .name()
                .toLowerCase(Locale.ROOT));
  }
}
