package org.dockerrm.faults;

import org.dockerrm.location.docker.EngineCall;
import org.dockerrm.location.docker.Fault;

/**
 * One fault at one call of one transition.
 *
 * @param step the transition
 * @param number the call's number in a run without faults, from 1
 * @param call the call
 * @param fault what happens to it
 */
record FaultCase(Step step, int number, EngineCall call, Fault fault) {

  /** Whether the fault stays, so that the request has to fail. */
  boolean isPermanent() {
    return fault == Fault.REFUSE;
  }

  @Override
  public String toString() {
    return "%s, call %d %s: %s".formatted(step, number, call, fault);
  }
}
