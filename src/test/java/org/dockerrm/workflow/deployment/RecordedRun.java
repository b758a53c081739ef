package org.dockerrm.workflow.deployment;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.dockerrm.workflow.engine.RecordedEnds;
import org.dockerrm.workflow.rule.DelegateList;
import org.dockerrm.workflow.rule.PublishedDelegate;
import org.dockerrm.workflow.rule.PublishedDelegate.Input;
import org.h2.jdbcx.JdbcDataSource;

/** An engine whose delegates only note that they were called; the test runs its jobs. */
final class RecordedRun implements AutoCloseable {

  static final Date DEADLINE = Date.from(Instant.parse("2126-01-01T00:00:00Z"));

  static final String REQUEST = "request-1";

  private final List<Step> steps = new ArrayList<>();
  private final Map<String, RuntimeException> failures = new HashMap<>();
  private final RecordedEnds ends = new RecordedEnds();
  private final ProcessEngine engine;
  private final ManagementService management;

  RecordedRun(Path processes) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Map<String, Object> beans = new HashMap<>();
    DelegateList.published().all().forEach(it -> beans.put(it.bean(), recorder(it)));
    engine = TestEngine.on(database, beans, new TestEngine.Calls(), ends.listener());
    management = engine.getManagementService();
    new ProcessDeployment(engine.getRepositoryService(), processes).afterSingletonsInstantiated();
  }

  /**
   * A call of a delegate.
   *
   * @param bean the delegate
   * @param inputs what it was given of the inputs that it declares
   */
  record Step(String bean, Map<String, String> inputs) {}

  void failAt(String bean, RuntimeException failure) {
    failures.put(bean, failure);
  }

  void start(String process) {
    start(process, "keep");
  }

  void start(String process, String onFailure) {
    engine
        .getRuntimeService()
        .startProcessInstanceByKey(
            process, REQUEST, Map.of("deadline", DEADLINE, "onFailure", onFailure));
  }

  void untilNothingIsDue() {
    for (List<Job> due = due(); !due.isEmpty(); due = due()) {
      management.executeJob(due.get(0).getId());
    }
  }

  void reachDeadline() {
    management.executeJob(management.createJobQuery().timers().singleResult().getId());
  }

  void exhaustRetries() {
    management.setJobRetries(management.createJobQuery().messages().singleResult().getId(), 0);
  }

  int retriesLeft() {
    return management.createJobQuery().messages().singleResult().getRetries();
  }

  long incidents() {
    return engine.getRuntimeService().createIncidentQuery().count();
  }

  List<Date> deadlines() {
    return management.createJobQuery().timers().list().stream().map(Job::getDuedate).toList();
  }

  List<Step> steps() {
    return List.copyOf(steps);
  }

  List<String> stepNames() {
    return steps.stream().map(Step::bean).toList();
  }

  /** How the manager was asked to end the request, first. */
  List<String> ends() {
    return ends.all();
  }

  boolean isOver() {
    return engine.getRuntimeService().createProcessInstanceQuery().count() == 0
        && management.createJobQuery().count() == 0;
  }

  void forget() {
    engine.getRuntimeService().createProcessInstanceQuery().list().stream()
        .map(ProcessInstance::getId)
        .forEach(id -> engine.getRuntimeService().deleteProcessInstance(id, "end of the test"));
    steps.clear();
    ends.forget();
    failures.clear();
  }

  @Override
  public void close() {
    engine.close();
  }

  private List<Job> due() {
    return management.createJobQuery().messages().executable().list();
  }

  private JavaDelegate recorder(PublishedDelegate delegate) {
    return execution -> {
      RuntimeException failure = failures.get(delegate.bean());
      if (failure != null) {
        throw failure;
      }
      Map<String, String> inputs = new TreeMap<>();
      for (Input input : delegate.inputs()) {
        Object value = execution.getVariableLocal(input.name());
        if (value != null) {
          inputs.put(input.name(), value.toString());
        }
      }
      steps.add(new Step(delegate.bean(), inputs));
    };
  }
}
