package org.dockerrm.workflow.engine;

import java.util.Optional;
import org.camunda.bpm.engine.impl.persistence.entity.ExecutionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.dockerrm.transition.Request.Progress;
import org.jspecify.annotations.Nullable;

/** What the activities of a process are to a request: steps with a number and a name. */
final class Steps {

  private static final String STEP = "dockerrm.step";
  private static final String STEPS = "dockerrm.steps";

  private Steps() {}

  /** Makes an activity a step of its process, counted from 1. */
  static void number(ActivityImpl activity, int step, int steps) {
    activity.setProperty(STEP, step);
    activity.setProperty(STEPS, steps);
  }

  /** The activity of that id in an execution's process. */
  static Optional<ActivityImpl> find(ExecutionEntity execution, @Nullable String activityId) {
    return Optional.ofNullable(activityId)
        .map(id -> execution.getProcessDefinition().findActivity(id));
  }

  /** Its name in the diagram. */
  static String name(ActivityImpl activity) {
    return Optional.ofNullable(activity.getName()).orElseGet(activity::getId);
  }

  /** How far a process is that stands on it; empty for what is no step. */
  static Optional<Progress> progress(ActivityImpl activity) {
    return activity.getProperty(STEP) instanceof Integer step
            && activity.getProperty(STEPS) instanceof Integer steps
        ? Optional.of(new Progress(step, steps, name(activity)))
        : Optional.empty();
  }
}
