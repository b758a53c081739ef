package org.dockerrm.workflow.call;

import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.variable.VariableMap;
import org.dockerrm.inventory.Clusters;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.Request;
import org.dockerrm.transition.RequestParts;
import org.dockerrm.transition.RequestParts.Begun;
import org.dockerrm.transition.RequestState;
import org.dockerrm.transition.Requests;
import org.dockerrm.workflow.step.Failures;
import org.dockerrm.workflow.step.Step;
import org.dockerrm.workflow.step.Variables;
import org.springframework.stereotype.Component;

/** The requests that call activities make, and what their ends mean for the caller. */
@Component
class RequestCalls {

  /** The process that carries operations out. */
  static final String OPERATION = "Operation";

  /**
   * The caller's deadline ends both; otherwise the caller would continue after the called process.
   */
  private static final Duration AFTER_CALLER = Duration.ofMinutes(1);

  private final RequestParts parts;
  private final Requests transitions;
  private final Clusters clusters;
  private final ProcessChoice processes;

  RequestCalls(
      RequestParts parts, Requests transitions, Clusters clusters, ProcessChoice processes) {
    this.parts = parts;
    this.transitions = transitions;
    this.clusters = clusters;
    this.processes = processes;
  }

  /**
   * A process that is to be called.
   *
   * @param requestId the request that it carries out
   * @param definitionId the process
   * @param variables what it begins with
   */
  record Call(String requestId, String definitionId, VariableMap variables) {}

  /** The process to call; empty where there is nothing to do. */
  Optional<Call> begin(String process, DelegateExecution execution) {
    CallInputs inputs = inputs(execution);
    if (!process.equals(OPERATION)) {
      return inputs.transitionCall(process).flatMap(this::begin);
    }
    return isLeftAlready(inputs) ? Optional.empty() : inputs.operationCall().flatMap(this::begin);
  }

  /** Keeps which process was called. */
  void called(Call call, String processInstanceId) {
    parts.setProcess(call.requestId(), processInstanceId);
  }

  /** Throws the BPMN error that a part's bad end is for its caller. */
  void ended(String requestId, DelegateExecution execution) {
    CallInputs inputs = inputs(execution);
    Request part = transitions.find(requestId).orElseThrow();
    if (part.state() != RequestState.COMPLETED) {
      throw Failures.permanent(
          Optional.ofNullable(part.failureCode()).orElse(FailureCode.INTERNAL_ERROR),
          part.transitionName() + ": " + part.stateReason());
    }
    if (part.operation() && !inputs.joined().isEmpty()) {
      clusters.setJoined(inputs.member(), inputs.joined().equals("true"));
    }
  }

  private CallInputs inputs(DelegateExecution execution) {
    Request caller = transitions.find(Step.requestId(execution)).orElseThrow();
    return CallInputs.of(execution, caller.resourceId());
  }

  private boolean isLeftAlready(CallInputs inputs) {
    return inputs.joined().equals("false")
        && clusters.member(inputs.member()).filter(Clusters.Member::joined).isEmpty();
  }

  private Optional<Call> begin(RequestParts.Command command) {
    Begun begun = parts.begin(command);
    if (begun instanceof Begun.Refused refused) {
      throw Failures.permanent(refused.code(), refused.reason());
    }
    return begun instanceof Begun.Started started ? Optional.of(call(started)) : Optional.empty();
  }

  private Call call(Begun.Started started) {
    Request part = started.request();
    return new Call(
        part.requestId(),
        processes.of(part, started.type()).getId(),
        RunVariables.of(part, started.type())
            .putValue(Variables.DEADLINE, Date.from(part.deadlineAt().plus(AFTER_CALLER))));
  }
}
