package org.dockerrm.faults;

import java.util.EnumSet;
import java.util.Set;

/** A kind of life: which steps it has. */
enum Scenario {
  /** A network, a volume and a container that use each other, from Install to Uninstall. */
  WHOLE(EnumSet.range(ScenarioStep.NETWORK_INSTALL, ScenarioStep.NETWORK_UNINSTALL)),
  /** A container alone, and the least that can happen to it. */
  SHORT(EnumSet.of(ScenarioStep.INSTALL, ScenarioStep.UNINSTALL)),
  /** What is given up and taken down, each for itself. */
  UNDO(EnumSet.range(ScenarioStep.FAILED_INSTALL, ScenarioStep.CANCELLED_SCRIPT)),
  /** What is stopped again, since it did not start. */
  UNDO_START(EnumSet.of(ScenarioStep.FIRST, ScenarioStep.FAILED_START, ScenarioStep.LAST)),
  /** What calls ordinary transitions as its parts. */
  PARTS(
      EnumSet.of(
          ScenarioStep.FIRST,
          ScenarioStep.FIRST_START,
          ScenarioStep.HEAL,
          ScenarioStep.SCALE_OUT,
          ScenarioStep.SCALE_IN,
          ScenarioStep.LAST));

  private final Set<ScenarioStep> steps;

  Scenario(Set<ScenarioStep> steps) {
    this.steps = steps;
  }

  /** Its steps, in their order. */
  Set<ScenarioStep> steps() {
    return steps;
  }

  /** Whether a fault of a step can happen in it, and in no shorter one. */
  boolean isFor(ScenarioStep step) {
    return steps.contains(step) && (this != WHOLE || !SHORT.steps.contains(step));
  }

  /** Whether its other steps can do without each of them. */
  boolean isLoose() {
    return this == UNDO;
  }

  /** A life of this kind. */
  ScenarioRun life(ScenarioLocation place) {
    return this == WHOLE || this == SHORT ? new FullLifecycle(place) : new FailureScenario(place);
  }
}
