package org.dockerrm.workflow.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.OptimisticLockingException;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.dockerrm.transition.RunningProcesses;
import org.dockerrm.workflow.step.Variables;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Does to processes what a person can do to them in Cockpit, the called ones included. */
@Component
class ProcessControl implements RunningProcesses {

  private static final Duration TIMERS_GO_FIRST = Duration.ofMinutes(1);

  private final RepositoryService repository;
  private final RuntimeService runtime;
  private final ManagementService management;
  private final DefinedRetries tries;
  private final Clock clock;

  ProcessControl(
      RepositoryService repository,
      RuntimeService runtime,
      ManagementService management,
      DefinedRetries tries,
      Clock clock) {
    this.repository = repository;
    this.runtime = runtime;
    this.management = management;
    this.tries = tries;
    this.clock = clock;
  }

  @Override
  public boolean retry(String processInstanceId) {
    Map<Integer, List<String>> failed =
        family(processInstanceId).stream()
            .flatMap(id -> jobs(id).filter(job -> job.getExceptionMessage() != null))
            .filter(job -> !job.isSuspended())
            .map(Job::getId)
            .collect(Collectors.groupingBy(tries::of));
    guarded(
        () ->
            failed.forEach(
                (number, jobs) ->
                    management
                        .setJobRetries(number)
                        .jobIds(jobs)
                        .dueDate(Date.from(clock.instant()))
                        .execute()));
    return !failed.isEmpty();
  }

  @Override
  public void cancel(String processInstanceId, String reason) {
    guarded(
        () ->
            runtime.deleteProcessInstanceIfExists(
                processInstanceId, reason, false, true, true, false));
  }

  @Override
  public boolean keepsDeadline(String processInstanceId, Instant deadline) {
    ProcessInstance process = find(processInstanceId);
    return process != null
        && (process.isSuspended()
            || drawsDeadline(process.getProcessDefinitionId())
            || hasDueTimer(processInstanceId, deadline));
  }

  @Override
  public void suspend(String processInstanceId) {
    guarded(() -> family(processInstanceId).forEach(runtime::suspendProcessInstanceById));
  }

  @Override
  public boolean resume(String processInstanceId, Instant before, Instant deadline) {
    ProcessInstance process = find(processInstanceId);
    if (process == null || !process.isSuspended()) {
      return false;
    }
    guarded(
        () -> {
          Duration later = Duration.between(before, deadline);
          List<String> family = family(processInstanceId);
          family.forEach(id -> postpone(id, later));
          family.forEach(runtime::activateProcessInstanceById);
        });
    return true;
  }

  /** What was called has a deadline of its own, a little later than its caller's. */
  private void postpone(String processInstanceId, Duration later) {
    if (runtime.getVariable(processInstanceId, Variables.DEADLINE) instanceof Date before) {
      Date deadline = Date.from(before.toInstant().plus(later));
      jobs(processInstanceId)
          .filter(job -> before.equals(job.getDuedate()))
          .forEach(job -> management.setJobDuedate(job.getId(), deadline));
      runtime.setVariable(processInstanceId, Variables.DEADLINE, deadline);
    }
  }

  /** An event sub-process that a time starts, and that ends everything else of the process. */
  private boolean drawsDeadline(String processDefinitionId) {
    return repository
        .getBpmnModelInstance(processDefinitionId)
        .getModelElementsByType(SubProcess.class)
        .stream()
        .filter(drawn -> drawn.triggeredByEvent() && drawn.getParentElement() instanceof Process)
        .flatMap(drawn -> drawn.getChildElementsByType(StartEvent.class).stream())
        .anyMatch(
            start ->
                start.isInterrupting()
                    && !start.getChildElementsByType(TimerEventDefinition.class).isEmpty());
  }

  /**
   * A timer for the deadline itself. One for later, as of a step that is repeated, is none; and a
   * process that makes such timers again and again is not waited for.
   */
  private boolean hasDueTimer(String processInstanceId, Instant deadline) {
    return clock.instant().isBefore(deadline.plus(TIMERS_GO_FIRST))
        && management
                .createJobQuery()
                .processInstanceId(processInstanceId)
                .timers()
                .executable()
                .active()
                .duedateLowerThan(Date.from(deadline.plusMillis(1)))
                .count()
            > 0;
  }

  private @Nullable ProcessInstance find(String processInstanceId) {
    return runtime.createProcessInstanceQuery().processInstanceId(processInstanceId).singleResult();
  }

  private Stream<Job> jobs(String processInstanceId) {
    return management.createJobQuery().processInstanceId(processInstanceId).list().stream();
  }

  /** A process and those that it called; they are as few as the parts that a request may have. */
  private List<String> family(String processInstanceId) {
    List<String> family = new ArrayList<>(List.of(processInstanceId));
    for (int i = 0; i < family.size(); i++) {
      runtime
          .createProcessInstanceQuery()
          .superProcessInstanceId(family.get(i))
          .list()
          .forEach(called -> family.add(called.getId()));
    }
    return family;
  }

  private static void guarded(Runnable change) {
    try {
      change.run();
    } catch (OptimisticLockingException e) {
      throw new OptimisticLockingFailureException("the process moved on meanwhile", e);
    }
  }
}
