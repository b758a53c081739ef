package org.dockerrm.workflow.step;

import java.sql.SQLException;
import java.util.Map;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.ProcessEnginePersistenceException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRuns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fails the request of a waiting task whose result cannot be delivered, since what follows the task
 * in its process can never work, such as an expression that names an unset variable.
 */
@Component
public class FailedDeliveries {

  private static final Logger log = LoggerFactory.getLogger(FailedDeliveries.class);

  private final RuntimeService runtime;
  private final RequestRuns runs;
  private final TransactionTemplate transaction;

  FailedDeliveries(
      RuntimeService runtime, RequestRuns runs, PlatformTransactionManager transactions) {
    this.runtime = runtime;
    this.runs = runs;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * What a waiting task gets instead of its result.
   *
   * @param result the result, to be kept
   * @param cause why the process cannot continue with it
   */
  public record Undeliverable(Object result, String cause) {}

  /**
   * Fails the request where its process can never continue: by an error at the task, or where that
   * leads nowhere either, by ending the process.
   *
   * @return false where delivering again may work
   */
  public boolean fail(
      String requestId, String executionId, Object result, RuntimeException failure) {
    if (!isForGood(failure)) {
      return false;
    }
    String cause = "the process cannot continue after this step: " + failure.getMessage();
    log.warn("request {}: {}", requestId, cause.replaceAll("\\p{Cntrl}+", " "));
    try {
      transaction.executeWithoutResult(
          status ->
              runtime.signal(
                  executionId, "undeliverable", new Undeliverable(result, cause), Map.of()));
    } catch (ProcessEngineException e) {
      if (!isForGood(e)) {
        return false;
      }
      transaction.executeWithoutResult(status -> end(requestId, executionId, cause));
    }
    return true;
  }

  private void end(String requestId, String executionId, String cause) {
    runs.failByDefault(requestId, FailureCode.INTERNAL_ERROR, cause);
    Execution waiting = runtime.createExecutionQuery().executionId(executionId).singleResult();
    if (waiting != null) {
      runtime.deleteProcessInstance(waiting.getProcessInstanceId(), cause, false, true);
    }
  }

  /** Whether it is the process that is at fault, and not the database or another transaction. */
  private static boolean isForGood(RuntimeException failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof OptimisticLockingException
          || at instanceof ProcessEnginePersistenceException
          || at instanceof SQLException) {
        return false;
      }
    }
    return failure instanceof ProcessEngineException;
  }
}
