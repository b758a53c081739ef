package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.dockerrm.location.HostException;
import org.dockerrm.transition.FailureCode;

/** Turns what goes wrong into BPMN errors (workflows, "Failure"). */
public final class Failures {

  /** The engine keeps a text variable in 4,000 characters. */
  private static final int LONGEST_REASON = 2000;

  private Failures() {}

  /** A permanent failure: no retry, the process's error sub-process takes over. */
  public static BpmnError permanent(FailureCode code, String reason) {
    String bounded =
        reason.length() <= LONGEST_REASON
            ? reason
            : "..." + reason.substring(reason.length() - LONGEST_REASON);
    return new BpmnError(code.name(), bounded);
  }

  /**
   * What a host's refusal means for the process.
   *
   * @return an error for the error sub-process, or the exception itself for the job's retries
   */
  public static RuntimeException of(HostException failure) {
    return failure.isTransient()
        ? failure
        : permanent(codeOf(failure.reason()), String.valueOf(failure.getMessage()));
  }

  private static FailureCode codeOf(HostException.Reason reason) {
    return switch (reason) {
      case NOT_FOUND -> FailureCode.RESOURCE_NOT_FOUND;
      case ALREADY_EXISTS -> FailureCode.RESOURCE_ALREADY_EXISTS;
      case NO_CAPACITY -> FailureCode.INSUFFICIENT_CAPACITY;
      case REFUSED, BUSY, UNREACHABLE -> FailureCode.INFRASTRUCTURE_ERROR;
    };
  }
}
