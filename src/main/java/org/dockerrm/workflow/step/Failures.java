package org.dockerrm.workflow.step;

import org.camunda.bpm.engine.delegate.BpmnError;
import org.dockerrm.location.HostException;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;

/** Turns what goes wrong into BPMN errors (docs/reference/workflows.md, "Failure"). */
public final class Failures {

  /** The engine keeps a text variable in 4,000 characters. */
  private static final int LONGEST_REASON = 2000;

  private Failures() {}

  /**
   * A permanent failure: no retry; what is drawn for errors takes over, or else the manager fails
   * the request.
   */
  public static BpmnError permanent(FailureCode code, String reason) {
    String bounded =
        reason.length() <= LONGEST_REASON
            ? reason
            : "..." + reason.substring(reason.length() - LONGEST_REASON);
    return new BpmnError(code.name(), bounded);
  }

  /**
   * What a host's refusal means for the process, without secrets in what is shown of it.
   *
   * @return an error of the process, or the exception itself for the job's retries
   */
  public static RuntimeException of(HostException failure, RequestRun run) {
    String message = String.valueOf(failure.getMessage());
    String shown = run.masked(message);
    if (!failure.isTransient()) {
      return permanent(codeOf(failure.reason()), shown);
    }
    // What is thrown is kept with the job, its causes too, and shown in Cockpit.
    return shown.equals(message) ? failure : new HostException(failure.reason(), shown);
  }

  private static FailureCode codeOf(HostException.Reason reason) {
    return switch (reason) {
      case NOT_FOUND -> FailureCode.RESOURCE_NOT_FOUND;
      case ALREADY_EXISTS -> FailureCode.RESOURCE_ALREADY_EXISTS;
      case NO_CAPACITY -> FailureCode.INSUFFICIENT_CAPACITY;
      case REFUSED, BUSY, UNREACHABLE, OUT_OF_SIGHT, UNSUPPORTED ->
          FailureCode.INFRASTRUCTURE_ERROR;
    };
  }
}
