package org.dockerrm.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.runtime.Job;
import org.dockerrm.workflow.deployment.TestEngine;
import org.dockerrm.workflow.rule.DelegateList;
import org.dockerrm.workflow.rule.ProcessRules;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Evil processes against each of the two defences alone: the rules, and the engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EvilProcessesTest {

  private static final int MOST_JOBS = 12;
  private static final Date FAR = Date.from(Instant.parse("2126-01-01T00:00:00Z"));

  private final ProcessEngine confined = TestEngine.on(database(), beans());
  private final ProcessEngine plain = TestEngine.unconfined(database(), beans());

  static List<EvilProcess> processes() {
    return EvilProcess.all();
  }

  static List<EvilProcess> singing() {
    return EvilProcess.all().stream().filter(EvilProcess::sings).toList();
  }

  @AfterAll
  void stopEngines() {
    confined.close();
    plain.close();
  }

  @BeforeEach
  void beQuiet() {
    Canary.songs();
  }

  @ParameterizedTest
  @MethodSource("processes")
  void theRulesRefuseIt(EvilProcess process) {
    assertThat(new ProcessRules().check(process.file(), EvilProcess.ID, process.content()))
        .isNotEmpty();
    assertThat(Canary.songs()).isZero();
  }

  @ParameterizedTest
  @MethodSource("processes")
  void nothingOfItRunsInTheEngineWhereTheRulesDidNotSeeIt(EvilProcess process) {
    Assertions.assertTimeoutPreemptively(Duration.ofMinutes(2), () -> run(confined, process));

    assertThat(Canary.songs()).isZero();
  }

  @ParameterizedTest
  @MethodSource("singing")
  void itWouldRunInAnEngineThatIsNotConfined(EvilProcess process) {
    run(plain, process);

    assertThat(Canary.songs()).isPositive();
  }

  /** Deploys a file, starts what is in it, and runs every job, whatever fails. */
  private static void run(ProcessEngine engine, EvilProcess process) {
    try {
      engine
          .getRepositoryService()
          .createDeployment()
          .name(process.name())
          .addInputStream(process.file(), new ByteArrayInputStream(process.content()))
          .deploy();
    } catch (ProcessEngineException refused) {
      return;
    }
    for (ProcessDefinition definition :
        engine.getRepositoryService().createProcessDefinitionQuery().latestVersion().list()) {
      start(engine, definition);
    }
    List<Job> jobs = engine.getManagementService().createJobQuery().messages().list();
    for (int i = 0; i < MOST_JOBS && !jobs.isEmpty(); i++) {
      jobs.forEach(job -> execute(engine, job));
      jobs = engine.getManagementService().createJobQuery().messages().list();
    }
    engine.getRepositoryService().createDeploymentQuery().list().stream()
        .forEach(
            deployment ->
                engine
                    .getRepositoryService()
                    .deleteDeployment(deployment.getId(), true, true, true));
  }

  private static void start(ProcessEngine engine, ProcessDefinition definition) {
    try {
      engine
          .getRuntimeService()
          .startProcessInstanceById(definition.getId(), "key", Map.of("deadline", FAR));
    } catch (ProcessEngineException failed) {
      // What failed did not run to its end; the canary says what ran.
    }
  }

  private static void execute(ProcessEngine engine, Job job) {
    try {
      engine.getManagementService().executeJob(job.getId());
    } catch (RuntimeException failed) {
      // As above.
    }
  }

  private static Map<String, Object> beans() {
    Map<String, Object> beans = new HashMap<>();
    JavaDelegate nothing = execution -> {};
    DelegateList.published().names().forEach(name -> beans.put(name, nothing));
    beans.put("canary", new Canary());
    return beans;
  }

  private static JdbcDataSource database() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return database;
  }
}
