package org.dockerrm.faults;

import java.util.EnumSet;
import java.util.Set;

/** A kind of life: which steps it has. */
enum Course {
  /** A network, a volume and a container that use each other, from Install to Uninstall. */
  WHOLE(EnumSet.range(Step.NETWORK_INSTALL, Step.NETWORK_UNINSTALL)),
  /** A container alone, and the least that can happen to it. */
  SHORT(EnumSet.of(Step.INSTALL, Step.UNINSTALL)),
  /** What is given up and taken down, each for itself. */
  UNDO(EnumSet.range(Step.FAILED_INSTALL, Step.CANCELLED_SCRIPT)),
  /** What is stopped again, since it did not start. */
  UNDO_START(EnumSet.of(Step.FIRST, Step.FAILED_START, Step.LAST)),
  /** What calls ordinary transitions as its parts. */
  PARTS(
      EnumSet.of(
          Step.FIRST, Step.FIRST_START, Step.HEAL, Step.SCALE_OUT, Step.SCALE_IN, Step.LAST));

  private final Set<Step> steps;

  Course(Set<Step> steps) {
    this.steps = steps;
  }

  /** Its steps, in their order. */
  Set<Step> steps() {
    return steps;
  }

  /** Whether a fault of a step can happen in it, and in no shorter one. */
  boolean isFor(Step step) {
    return steps.contains(step) && (this != WHOLE || !SHORT.steps.contains(step));
  }

  /** Whether its other steps can do without each of them. */
  boolean isLoose() {
    return this == UNDO;
  }

  /** A life of this kind. */
  Life life(Place place) {
    return this == WHOLE || this == SHORT ? new WholeLife(place) : new TroubledLife(place);
  }
}
