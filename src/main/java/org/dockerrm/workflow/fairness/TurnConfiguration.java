package org.dockerrm.workflow.fairness;

import java.util.Optional;
import org.camunda.bpm.engine.impl.jobexecutor.NotifyAcquisitionRejectedJobsHandler;
import org.camunda.bpm.spring.boot.starter.configuration.impl.DefaultJobConfiguration.JobConfiguration;
import org.camunda.bpm.spring.boot.starter.property.CamundaBpmProperties;
import org.camunda.bpm.spring.boot.starter.property.JobExecutionProperty;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskExecutor;

/** Takes the place of the job executor that the engine's starter would make. */
@Configuration(proxyBeanMethods = false)
class TurnConfiguration {

  @Bean
  static FairJobExecutor jobExecutor(
      @Qualifier(JobConfiguration.CAMUNDA_TASK_EXECUTOR_QUALIFIER) TaskExecutor threads,
      CamundaBpmProperties properties,
      ObjectProvider<LocationFairness> turns) {
    FairJobExecutor executor = new FairJobExecutor(turns);
    executor.setTaskExecutor(threads);
    executor.setRejectedJobsHandler(new NotifyAcquisitionRejectedJobsHandler());
    JobExecutionProperty wanted = properties.getJobExecution();
    Optional.ofNullable(wanted.getLockTimeInMillis()).ifPresent(executor::setLockTimeInMillis);
    Optional.ofNullable(wanted.getMaxJobsPerAcquisition())
        .ifPresent(executor::setMaxJobsPerAcquisition);
    Optional.ofNullable(wanted.getWaitTimeInMillis()).ifPresent(executor::setWaitTimeInMillis);
    Optional.ofNullable(wanted.getMaxWait()).ifPresent(executor::setMaxWait);
    return executor;
  }
}
