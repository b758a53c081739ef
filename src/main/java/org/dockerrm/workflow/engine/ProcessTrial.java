package org.dockerrm.workflow.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.dockerrm.catalog.Descriptor;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.PackageValidator;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.workflow.call.CallParseListener;
import org.dockerrm.workflow.confinement.Confinement;
import org.dockerrm.workflow.deployment.PackageProcessCheck;
import org.dockerrm.workflow.rule.DelegateList;
import org.jspecify.annotations.Nullable;
import org.springframework.modulith.NamedInterface;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Holds the processes of packages to the rules and has an engine try them out, as onboarding does,
 * for the command line: the engine is in memory, is confined as the manager's own, runs nothing,
 * and is there only where a package has processes.
 */
@NamedInterface("check")
public final class ProcessTrial implements PackageValidator, AutoCloseable {

  private @Nullable ProcessEngine engine;

  @Override
  public List<Finding> check(TypeName type, Descriptor descriptor, List<Path> processFiles) {
    return processFiles.isEmpty()
        ? List.of()
        : new PackageProcessCheck(
                engine().getRepositoryService(), TransactionOperations.withoutTransaction())
            .check(type, descriptor, processFiles);
  }

  private ProcessEngine engine() {
    if (engine == null) {
      StandaloneInMemProcessEngineConfiguration configuration =
          new StandaloneInMemProcessEngineConfiguration();
      configuration.setProcessEngineName("check");
      configuration.setJdbcUrl("jdbc:h2:mem:check");
      configuration.setHistory("none");
      configuration.setJobExecutorActivate(false);
      configuration.setMetricsEnabled(false);
      configuration.setDbMetricsReporterActivate(false);
      configuration.setEnableCmdExceptionLogging(false);
      configuration.setCustomPostBPMNParseListeners(
          new ArrayList<>(List.of(CallParseListener.withoutCalls())));
      configuration.setProcessEnginePlugins(
          List.of(
              new Confinement(
                  DelegateList.published().names(),
                  step -> {
                    throw new IllegalStateException("nothing runs here");
                  })));
      engine = configuration.buildProcessEngine();
    }
    return engine;
  }

  @Override
  public void close() {
    if (engine != null) {
      engine.close();
      engine = null;
    }
  }
}
