package org.dockerrm.workflow.engine;

import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.dockerrm.transition.RequestRuns;
import org.dockerrm.workflow.call.CallParseListener;
import org.dockerrm.workflow.confinement.Confinement;
import org.dockerrm.workflow.deployment.LoginDeployments;
import org.dockerrm.workflow.rule.DelegateList;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** How the process engine is set up beyond {@code application.yml}. */
@Configuration(proxyBeanMethods = false)
class EngineConfiguration {

  /** Confines processes to the published steps. */
  @Bean
  @Order(Ordered.HIGHEST_PRECEDENCE)
  ProcessEnginePlugin confinement(BeanFactory beans) {
    return new Confinement(DelegateList.published().names(), beans::getBean);
  }

  /** Makes the engine report progress and incidents to requests. */
  @Bean
  @Order
  ProcessEnginePlugin transitionPlugin(
      ObjectProvider<RequestRuns> runs,
      NodeId nodeId,
      ApplicationEventPublisher events,
      CallParseListener calls,
      LoginThrottle logins) {
    return new AbstractProcessEnginePlugin() {
      @Override
      public void preInit(ProcessEngineConfigurationImpl configuration) {
        // The engine adds to these lists itself.
        configuration.setCustomIncidentHandlers(
            new ArrayList<>(List.of(new ExplainingIncidentHandler(runs))));
        configuration.setCustomPostBPMNParseListeners(
            new ArrayList<>(
                List.of(
                    calls,
                    new DefaultEnds(runs, events),
                    new ProgressParseListener(new ProgressListener(runs)))));
        configuration.setIdentityProviderSessionFactory(new ThrottledIdentities.Factory(logins));
        configuration.getCustomPreDeployers().add(new LoginDeployments());
        configuration.setCustomPreCommandInterceptorsTxRequired(
            new ArrayList<>(
                List.of(
                    new LoginCommands(
                        () ->
                            configuration.getIdentityService().getCurrentAuthentication()
                                != null))));
        configuration.setFailedJobCommandFactory(new ExplainingRetries(runs));
        // What fails is thrown to the caller or logged by ExplainingRetries, once.
        // What an activity gives back is computed where it ends, not where it is ended: an
        // expression that fails there would keep a request from ending.
        configuration.setSkipOutputMappingOnCanceledActivities(true);
        configuration.setEnableCmdExceptionLogging(false);
        configuration.setLogLevelBpmnStackTrace("DEBUG");
        configuration.setEnableReducedJobExceptionLogging(true);
      }

      @Override
      public void postInit(ProcessEngineConfigurationImpl configuration) {
        // A name that survives restarts, so that a node finds the jobs it died with.
        configuration.getJobExecutor().setLockOwner(nodeId.value());
      }
    };
  }
}
