package org.dockerrm.faults;

import java.util.List;
import java.util.stream.Collectors;
import org.dockerrm.location.docker.Fault;
import org.dockerrm.location.docker.FaultTarget;

/**
 * One fault, or several, in one transition.
 *
 * @param step the transition
 * @param numbers the calls' numbers in a run without faults, from 1; they tell equal calls apart
 * @param aims the calls and what happens to them
 */
record FaultCase(ScenarioStep step, List<Integer> numbers, List<FaultTarget> aims) {

  /** One fault at one call. */
  static FaultCase of(ScenarioStep step, int number, FaultTarget aim) {
    return new FaultCase(step, List.of(number), List.of(aim));
  }

  /**
   * Two single ones in one run; where they are at the same call, the other is at its repetition.
   */
  FaultCase and(FaultCase other) {
    if (other.numbers.get(0) < numbers.get(0)) {
      return other.and(this);
    }
    FaultTarget second = other.aims.get(0);
    boolean repeated = other.numbers.equals(numbers);
    return new FaultCase(
        step,
        List.of(numbers.get(0), other.numbers.get(0)),
        List.of(
            aims.get(0),
            repeated ? new FaultTarget(second.call().next(), second.fault()) : second));
  }

  /** Whether it is an error at a call and at the one that repeats it. */
  boolean isRefusal() {
    return aims.size() == 2
        && aims.stream().allMatch(aim -> aim.fault().isError())
        && aims.get(0).call().next().equals(aims.get(1).call());
  }

  /** Whether the fault stays. */
  boolean isPermanent() {
    return aims.stream().anyMatch(aim -> aim.fault() == Fault.REFUSE);
  }

  /** Whether it takes long. */
  boolean isSlow() {
    return aims.stream()
        .map(FaultTarget::fault)
        .anyMatch(fault -> fault == Fault.HANG_BEFORE || fault == Fault.HANG_AFTER);
  }

  @Override
  public String toString() {
    return "%s, call %s %s"
        .formatted(
            step,
            numbers.stream().map(String::valueOf).collect(Collectors.joining(" and ")),
            aims.stream().map(FaultTarget::toString).collect(Collectors.joining("; ")));
  }
}
