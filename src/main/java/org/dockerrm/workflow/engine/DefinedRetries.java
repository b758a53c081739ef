package org.dockerrm.workflow.engine;

import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cmd.DefaultJobRetryCmd;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.JobEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.springframework.stereotype.Component;

/** How many tries the retry list gives that is drawn at a job's task, or else the engine's own. */
@Component
class DefinedRetries {

  private final ProcessEngineConfigurationImpl configuration;

  DefinedRetries(ProcessEngine engine) {
    this.configuration = (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
  }

  /** The tries of a job at its first visit. */
  int of(String jobId) {
    return (Integer) configuration.getCommandExecutorTxRequired().execute(new Read(jobId));
  }

  /** Reads the list as the engine does where a try has failed. */
  private static final class Read extends DefaultJobRetryCmd {

    private static final long serialVersionUID = 1L;

    private final String id;

    Read(String jobId) {
      super(jobId, null);
      this.id = jobId;
    }

    @Override
    public Integer execute(CommandContext context) {
      JobEntity job = context.getJobManager().findJobById(id);
      ActivityImpl activity = job == null ? null : getCurrentActivity(context, job);
      var list = activity == null ? null : getFailedJobRetryConfiguration(job, activity);
      return list == null
          ? context.getProcessEngineConfiguration().getDefaultNumberOfRetries()
          : list.getRetries();
    }
  }
}
