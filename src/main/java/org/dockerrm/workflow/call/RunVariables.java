package org.dockerrm.workflow.call;

import java.time.Duration;
import java.util.Date;
import java.util.Locale;
import org.camunda.bpm.engine.variable.VariableMap;
import org.dockerrm.catalog.FailurePolicy;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.transition.Request;
import org.dockerrm.workflow.step.Variables;

/**
 * The variables that the process of a request starts with (docs/reference/workflows.md,
 * "Variables").
 */
public final class RunVariables {

  private RunVariables() {}

  /** What every process of a request has. */
  public static VariableMap of(Request transition) {
    return org.camunda.bpm.engine.variable.Variables.createVariables()
        .putValue(Variables.REQUEST_ID, transition.requestId())
        .putValue(Variables.RESOURCE_ID, transition.resourceId())
        .putValue(Variables.RESOURCE_NAME, transition.resourceName())
        .putValue(Variables.RESOURCE_TYPE, transition.resourceType())
        .putValue(Variables.TRANSITION_NAME, transition.transitionName())
        .putValue(Variables.LOCATION, transition.location());
  }

  /** What a process has that can fail and come too late. */
  public static VariableMap of(Request transition, ResourceType type) {
    FailurePolicy policy =
        transition.forced()
            ? FailurePolicy.FORCE
            : type.descriptor().onFailure(transition.transitionName());
    VariableMap variables =
        of(transition)
            .putValue(Variables.DEADLINE, Date.from(transition.deadlineAt()))
            .putValue(Variables.ON_FAILURE, policy.name().toLowerCase(Locale.ROOT));
    if (policy == FailurePolicy.FORCE) {
      Duration time = Duration.between(transition.startedAt(), transition.deadlineAt());
      variables.putValue(
          Variables.FORCE_AT, Date.from(transition.startedAt().plus(time.dividedBy(2))));
    }
    return variables;
  }
}
