package org.dockerrm.workflow.deployment;

import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;

/** A process engine without anything around it; jobs run only where a test runs them. */
final class TestEngine {

  private TestEngine() {}

  static ProcessEngine on(DataSource database, Map<String, Object> beans) {
    StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
    configuration.setProcessEngineName("test-" + System.identityHashCode(database));
    configuration.setDataSource(database);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setJobExecutorActivate(false);
    configuration.setMetricsEnabled(false);
    configuration.setDbMetricsReporterActivate(false);
    configuration.setBeans(new HashMap<>(beans));
    return configuration.buildProcessEngine();
  }
}
