package org.dockerrm.workflow.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.runtime.Job;
import org.dockerrm.support.SetClock;
import org.dockerrm.workflow.deployment.TestEngine;
import org.dockerrm.workflow.rule.DelegateList;
import org.dockerrm.workflow.rule.ProcessText;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often a step is tried: what its task draws counts, or else the engine's own list. */
class RetryListsTest {

  private static final String DRAWN =
      "<camunda:failedJobRetryTimeCycle>PT2S,PT10S,PT30S</camunda:failedJobRetryTimeCycle>";
  private static final String TASK = "id=\"Task_RunConfigureScript\"";
  private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

  private ProcessEngine engine;
  private ManagementService jobs;
  private ProcessControl control;

  @BeforeEach
  void start() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    Map<String, Object> steps = new HashMap<>();
    JavaDelegate fails =
        execution -> {
          throw new IllegalStateException("the engine does not answer");
        };
    DelegateList.published().names().forEach(name -> steps.put(name, fails));
    engine = TestEngine.on(database, steps);
    jobs = engine.getManagementService();
    control =
        new ProcessControl(
            engine.getRepositoryService(),
            engine.getRuntimeService(),
            jobs,
            new DefinedRetries(engine),
            new SetClock(NOW));
  }

  @AfterEach
  void stop() {
    engine.close();
  }

  @Test
  void aRetryOverRestGivesTheTriesThatTheTaskDraws() {
    String run = atItsStep(drawing("R120/PT5S"));
    fail();
    assertThat(job().getRetries()).isEqualTo(119);
    jobs.setJobRetries(job().getId(), 0);

    assertThat(control.retry(run)).isTrue();

    assertThat(job().getRetries()).isEqualTo(120);
    assertThat(job().getDuedate()).isEqualTo(NOW);
    fail();
    assertThat(job().getRetries()).isEqualTo(119);
  }

  @Test
  void aRetryGivesTheTriesOfAListOfIntervals() {
    String run = atItsStep(drawing("PT1S,PT1S,PT1S,PT1S,PT1S,PT1S"));
    fail();
    jobs.setJobRetries(job().getId(), 0);

    control.retry(run);

    assertThat(job().getRetries()).isEqualTo(7);
  }

  @Test
  void aTaskThatDrawsNoListHasTheEnginesOwn() {
    ProcessText text = ProcessText.of("Configure").replaceAfter(TASK, DRAWN, "");
    String run = atItsStep(text);

    fail();

    assertThat(job().getRetries()).isEqualTo(3);
    fail();
    fail();
    fail();
    assertThat(job().getRetries()).as("after its fourth try").isZero();
    control.retry(run);
    assertThat(job().getRetries()).isEqualTo(4);
  }

  @Test
  void aListThatIsDrawnWinsOverTheEnginesOwn() {
    atItsStep(drawing("PT1H"));

    fail();

    assertThat(job().getRetries()).isEqualTo(1);
    fail();
    assertThat(job().getRetries()).isZero();
  }

  private static ProcessText drawing(String list) {
    return ProcessText.of("Configure").replaceAfter(TASK, "PT2S,PT10S,PT30S", list);
  }

  /** Starts the process and brings it to its step. */
  private String atItsStep(ProcessText text) {
    engine
        .getRepositoryService()
        .createDeployment()
        .addString("Configure.bpmn", text.xml())
        .deploy();
    String run =
        engine
            .getRuntimeService()
            .startProcessInstanceByKey(
                "Configure", Map.of("deadline", Date.from(NOW.plusSeconds(900))))
            .getId();
    jobs.executeJob(job().getId());
    return run;
  }

  private void fail() {
    assertThatThrownBy(() -> jobs.executeJob(job().getId()))
        .hasMessage("the engine does not answer");
  }

  private Job job() {
    return jobs.createJobQuery().messages().singleResult();
  }
}
