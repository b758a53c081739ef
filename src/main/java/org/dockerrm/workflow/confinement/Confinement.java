package org.dockerrm.workflow.confinement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/**
 * Confines an engine to what processes are for. It does not rely on the rules that files are
 * checked by: what slips through them, or is in the database from before, finds nothing that runs
 * it.
 */
public final class Confinement extends AbstractProcessEnginePlugin {

  /** What the engine does for a task or event that says nothing else of retries. */
  public static final String RETRIES = "PT2S,PT10S,PT30S";

  private final Set<String> steps;
  private final Function<String, Object> beans;

  /**
   * Confines processes to steps.
   *
   * @param steps names of the beans that expressions can name
   * @param beans finds the bean of a step when it is used
   */
  public Confinement(Set<String> steps, Function<String, Object> beans) {
    this.steps = Set.copyOf(steps);
    this.beans = beans;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    configuration.setExpressionManager(new StepExpressions(steps, beans));
    configuration.setEnableExpressionsInAdhocQueries(false);
    configuration.setEnableExpressionsInStoredQueries(false);
    configuration.setScriptFactory(new NoScripts.Factory());
    configuration.setScriptEngineResolver(new NoScripts.Engines());
    configuration.setBpmnParseFactory(ConfinedParse::new);
    configuration.setEnableXxeProcessing(false);
    // Values that come in over REST are texts, numbers and dates, never objects of some class.
    configuration.setJavaSerializationFormatEnabled(false);
    configuration.setDeserializationTypeValidationEnabled(true);
    configuration.setDeserializationAllowedClasses("none");
    configuration.setDeserializationAllowedPackages("none");
    configuration.setFailedJobRetryTimeCycle(RETRIES);
    configuration.setCustomPreDeployers(
        added(configuration.getCustomPreDeployers(), new ProcessesOnly()));
    configuration.setCustomSessionFactories(
        added(configuration.getCustomSessionFactories(), new StepCount.Factory()));
  }

  private static <T> List<T> added(List<T> before, T one) {
    List<T> all = before == null ? new ArrayList<>() : new ArrayList<>(before);
    all.add(one);
    return all;
  }
}
