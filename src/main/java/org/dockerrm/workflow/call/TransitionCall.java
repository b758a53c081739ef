package org.dockerrm.workflow.call;

import java.util.Optional;
import org.camunda.bpm.engine.impl.bpmn.behavior.CallActivityBehavior;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.PvmProcessInstance;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.dockerrm.workflow.confinement.ConfinedBehavior;
import org.springframework.beans.factory.ObjectProvider;

/**
 * A call activity that runs an ordinary transition, or an operation, as a part of its own request.
 * What ends badly is a BPMN error at the call activity.
 */
class TransitionCall extends CallActivityBehavior implements ConfinedBehavior {

  private static final String CALLED_REQUEST = "calledRequestId";

  private final String process;
  private final ObjectProvider<RequestCalls> calls;

  TransitionCall(String process, ObjectProvider<RequestCalls> calls) {
    this.process = process;
    this.calls = calls;
  }

  @Override
  public void execute(ActivityExecution execution) throws Exception {
    executeWithErrorPropagation(
        execution,
        () -> {
          Optional<RequestCalls.Call> call = calls.getObject().begin(process, execution);
          if (call.isPresent()) {
            start(execution, call.get());
          } else {
            leave(execution);
          }
          return null;
        });
  }

  @Override
  public void completed(ActivityExecution execution) throws Exception {
    String requestId = (String) execution.getVariableLocal(CALLED_REQUEST);
    executeWithErrorPropagation(
        execution,
        () -> {
          calls.getObject().ended(requestId, execution);
          leave(execution);
          return null;
        });
  }

  private void start(ActivityExecution execution, RequestCalls.Call call) {
    ProcessDefinitionEntity definition =
        Context.getProcessEngineConfiguration()
            .getDeploymentCache()
            .findDeployedProcessDefinitionById(call.definitionId());
    execution.setVariableLocal(CALLED_REQUEST, call.requestId());
    PvmProcessInstance called = execution.createSubProcessInstance(definition, call.requestId());
    calls.getObject().called(call, ((ActivityExecution) called).getProcessInstanceId());
    called.start(call.variables());
  }
}
