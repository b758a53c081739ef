package org.dockerrm.workflow.health;

import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.impl.bpmn.behavior.AbstractBpmnActivityBehavior;
import org.camunda.bpm.engine.impl.pvm.delegate.ActivityExecution;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.Health;
import org.dockerrm.location.Health.Status;
import org.dockerrm.location.HostException;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.dockerrm.workflow.step.Containers;
import org.dockerrm.workflow.step.FailedDeliveries.Undeliverable;
import org.dockerrm.workflow.step.Failures;
import org.dockerrm.workflow.step.Step;
import org.springframework.stereotype.Component;

/**
 * Waits until the container is healthy; one without a health check is at once. While it waits, the
 * token waits on the task without a thread; {@link HealthWaits} delivers the verdict.
 */
@Component
class WaitUntilHealthy extends AbstractBpmnActivityBehavior {

  private final RequestRuns runs;
  private final HealthWaits waits;
  private final Clock clock;

  WaitUntilHealthy(RequestRuns runs, HealthWaits waits, Clock clock) {
    this.runs = runs;
    this.waits = waits;
    this.clock = clock;
  }

  @Override
  public void execute(ActivityExecution execution) {
    RequestRun run = runs.find(Step.requestId(execution));
    Optional<ContainerView> container = look(run);
    Status status = container.map(view -> view.health().status()).orElse(Status.UNCHECKED);
    if (status == Status.UNCHECKED || status == Status.HEALTHY) {
      leave(execution);
    } else {
      await(execution, run, container.orElseThrow());
    }
  }

  private static Optional<ContainerView> look(RequestRun run) {
    try {
      return Containers.find(run);
    } catch (HostException e) {
      throw Failures.of(e, run);
    }
  }

  private void await(ActivityExecution execution, RequestRun run, ContainerView container) {
    Health health = container.health();
    Instant until = clock.instant().plus(health.patience());
    execution.setVariableLocal(WaitingExecutions.UNTIL, Date.from(until));
    execution.setVariableLocal(WaitingExecutions.FAILURES_BEFORE, health.failures());
    waits.expect(
        new HealthWait(
            execution.getId(),
            run.transition().requestId(),
            container.id(),
            until,
            health.failures()));
  }

  @Override
  public void signal(ActivityExecution execution, String signalName, Object verdict) {
    execution.removeVariableLocal(WaitingExecutions.UNTIL);
    execution.removeVariableLocal(WaitingExecutions.FAILURES_BEFORE);
    if (verdict instanceof Undeliverable undeliverable) {
      throw Failures.permanent(FailureCode.INTERNAL_ERROR, undeliverable.cause());
    }
    if (verdict instanceof HealthVerdict.Failed failed) {
      throw Failures.permanent(failed.code(), failed.reason());
    }
    leave(execution);
  }
}
