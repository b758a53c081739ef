package org.dockerrm.workflow.step;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.Secrets;
import org.dockerrm.config.Settings;
import org.dockerrm.location.EnvironmentVariables;
import org.dockerrm.location.NetworkView;
import org.dockerrm.metric.MetricPort;
import org.dockerrm.transition.RequestRun;
import org.dockerrm.transition.RequestRuns;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What the manager puts into the environment of a container at its creation. */
@Component
class ContainerEnvironment {

  private static final Logger log = LoggerFactory.getLogger(ContainerEnvironment.class);

  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  /** How many names a note has. */
  private static final int MOST_NAMED = 10;

  private final RequestRuns runs;
  private final MetricPort metrics;
  private final Optional<String> brokers;

  ContainerEnvironment(RequestRuns runs, MetricPort metrics, Settings settings) {
    this.runs = runs;
    this.metrics = metrics;
    this.brokers = settings.metrics().containerKafka();
  }

  /**
   * The instance's own variables, and its properties but for the secret ones.
   *
   * @param network the id or name of the network that it is created on
   */
  Map<String, String> of(RequestRun run, String network) {
    Map<String, String> environment = new LinkedHashMap<>(InstanceEnvironment.of(run));
    metrics
        .urlFor(run.location(), () -> gateway(run, network))
        .ifPresent(url -> environment.put("RM_METRIC_URL", url));
    brokers.ifPresent(addresses -> environment.put("RM_KAFKA_BROKERS", addresses));
    Map<String, PropertyDefinition> definitions = run.type().descriptor().properties();
    Set<String> secrets = Secrets.names(definitions);
    run.instance()
        .properties()
        .forEach(
            (name, value) -> {
              if (definitions.containsKey(name) && !secrets.contains(name)) {
                environment.put("RM_PROP_" + name, value);
              }
            });
    EnvironmentVariables fitting = EnvironmentVariables.fitting(environment);
    if (!fitting.leftOut().isEmpty()) {
      String note = note(fitting.leftOut());
      log.warn("instance {}: {}", run.instance().resourceId(), note);
      runs.note(run.transition().requestId(), note);
    }
    return fitting.values();
  }

  private static String note(Set<String> leftOut) {
    String names = leftOut.stream().limit(MOST_NAMED).collect(Collectors.joining(", "));
    int more = leftOut.size() - MOST_NAMED;
    return "too long for the environment of the container, so only in its properties file: "
        + names
        + (more > 0 ? " and " + more + " more" : "");
  }

  private static Optional<String> gateway(RequestRun run, String network) {
    return run.host()
        .networks()
        .flatMap(networks -> networks.find(network))
        .filter(found -> found.driver().equals("bridge"))
        .map(NetworkView::gateway)
        .filter(gateway -> IPV4.matcher(gateway).matches());
  }
}
