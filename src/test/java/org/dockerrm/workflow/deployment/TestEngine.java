package org.dockerrm.workflow.deployment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.bpmn.behavior.TaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;
import org.dockerrm.workflow.confinement.ConfinedBehavior;
import org.dockerrm.workflow.confinement.Confinement;
import org.dockerrm.workflow.rule.DelegateList;

/** A process engine without anything around it; jobs run only where a test runs them. */
public final class TestEngine {

  private TestEngine() {}

  /** Confined to the published steps, as the manager's own; call activities pass. */
  public static ProcessEngine on(DataSource database, Map<String, Object> beans) {
    return on(database, beans, new Calls());
  }

  /** Confined to the published steps, with listeners of the manager's own. */
  public static ProcessEngine on(
      DataSource database, Map<String, Object> beans, BpmnParseListener... listeners) {
    StandaloneProcessEngineConfiguration configuration = configuration(database);
    configuration.setCustomPostBPMNParseListeners(new ArrayList<>(List.of(listeners)));
    configuration.setProcessEnginePlugins(
        List.of(new Confinement(DelegateList.published().names(), beans::get)));
    return configuration.buildProcessEngine();
  }

  /** As the engine's makers set it up. */
  public static ProcessEngine unconfined(DataSource database, Map<String, Object> beans) {
    StandaloneProcessEngineConfiguration configuration = configuration(database);
    configuration.setBeans(new HashMap<>(beans));
    return configuration.buildProcessEngine();
  }

  private static StandaloneProcessEngineConfiguration configuration(DataSource database) {
    StandaloneProcessEngineConfiguration configuration = new StandaloneProcessEngineConfiguration();
    configuration.setProcessEngineName("test-" + System.identityHashCode(database));
    configuration.setDataSource(database);
    configuration.setDatabaseSchemaUpdate("true");
    configuration.setJobExecutorActivate(false);
    configuration.setMetricsEnabled(false);
    configuration.setDbMetricsReporterActivate(false);
    return configuration;
  }

  /** Has call activities pass, as the manager's own listener has them run requests. */
  static final class Calls extends AbstractBpmnParseListener {

    @Override
    public void parseCallActivity(Element element, ScopeImpl scope, ActivityImpl activity) {
      activity.setActivityBehavior(new Passing());
    }
  }

  private static final class Passing extends TaskActivityBehavior implements ConfinedBehavior {}
}
