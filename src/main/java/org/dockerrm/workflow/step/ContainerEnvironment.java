package org.dockerrm.workflow.step;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.config.Settings;
import org.dockerrm.metric.MetricPort;
import org.dockerrm.transition.TransitionRun;
import org.springframework.stereotype.Component;

/** What the manager puts into the environment of a container at its creation. */
@Component
class ContainerEnvironment {

  private final MetricPort metrics;
  private final Optional<String> brokers;

  ContainerEnvironment(MetricPort metrics, Settings settings) {
    this.metrics = metrics;
    this.brokers = settings.metrics().containerKafka();
  }

  /** The instance's own variables, and its properties but for the secret ones. */
  Map<String, String> of(TransitionRun run) {
    Map<String, String> environment = new LinkedHashMap<>(InstanceEnvironment.of(run));
    metrics.urlFor(run.location()).ifPresent(url -> environment.put("RM_METRIC_URL", url));
    brokers.ifPresent(addresses -> environment.put("RM_KAFKA_BROKERS", addresses));
    Map<String, PropertyDefinition> definitions = run.type().descriptor().properties();
    run.instance()
        .properties()
        .forEach(
            (name, value) -> {
              PropertyDefinition definition = definitions.get(name);
              if (definition != null && !definition.isSecret()) {
                environment.put("RM_PROP_" + name, value);
              }
            });
    return environment;
  }
}
