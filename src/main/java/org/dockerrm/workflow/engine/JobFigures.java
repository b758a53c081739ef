package org.dockerrm.workflow.engine;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.stereotype.Component;

/** Shows how much work waits for the process engine. */
@Component
class JobFigures implements MeterBinder {

  private final ManagementService management;
  private final RuntimeService runtime;

  JobFigures(ManagementService management, RuntimeService runtime) {
    this.management = management;
    this.runtime = runtime;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    gauge(
        registry,
        "dockerrm.jobs.executable",
        "jobs that are due or under way",
        all -> all.management.createJobQuery().executable().count());
    gauge(
        registry,
        "dockerrm.jobs.failed",
        "jobs that wait for a person, all their tries having failed",
        all -> all.management.createJobQuery().noRetriesLeft().count());
    gauge(
        registry,
        "dockerrm.processes.running",
        "process instances that have not ended",
        all -> all.runtime.createProcessInstanceQuery().count());
  }

  private void gauge(
      MeterRegistry registry,
      String name,
      String description,
      ToDoubleFunction<JobFigures> question) {
    Gauge.builder(name, this, all -> all.asked(question))
        .description(description)
        .register(registry);
  }

  private double asked(ToDoubleFunction<JobFigures> question) {
    try {
      return question.applyAsDouble(this);
    } catch (ProcessEngineException e) {
      return Double.NaN;
    }
  }
}
