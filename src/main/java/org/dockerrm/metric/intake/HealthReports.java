package org.dockerrm.metric.intake;

import java.time.Clock;
import java.util.List;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.location.ContainerHealthChanged;
import org.dockerrm.location.Health;
import org.dockerrm.metric.MetricReport;
import org.dockerrm.metric.MetricValue.Integrity;
import org.dockerrm.secret.InstanceSecrets;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Makes reports of what the health checks of containers say, where a type declares such a metric.
 */
@Component
class HealthReports {

  private final Inventory inventory;
  private final Catalog catalog;
  private final InstanceSecrets secrets;
  private final Sources sources;
  private final ReportQueues lanes;
  private final Clock clock;

  HealthReports(
      Inventory inventory,
      Catalog catalog,
      InstanceSecrets secrets,
      Sources sources,
      ReportQueues lanes,
      Clock clock) {
    this.inventory = inventory;
    this.catalog = catalog;
    this.secrets = secrets;
    this.sources = sources;
    this.lanes = lanes;
    this.clock = clock;
  }

  @EventListener
  void healthChanged(ContainerHealthChanged news) {
    inventory
        .findByInternalId(news.location(), news.containerId())
        .filter(instance -> instance.state() == ResourceState.Active)
        .filter(instance -> isVerdict(instance, news.health()))
        .ifPresent(
            instance ->
                catalog
                    .find(instance.resourceType())
                    .ifPresent(type -> report(instance, type, news.health())));
  }

  /** What a check found before the instance came into service says nothing of its software. */
  private static boolean isVerdict(ResourceInstance instance, Health health) {
    return switch (health.status()) {
      case HEALTHY -> true;
      case UNHEALTHY ->
          instance.stateReason() != null || health.checkedAt().isAfter(instance.lastModifiedAt());
      case STARTING, UNCHECKED -> false;
    };
  }

  private void report(ResourceInstance instance, ResourceType type, Health health) {
    boolean well = health.status() == Health.Status.HEALTHY;
    String message = well ? null : secrets.maskFor(instance).mask(health.lastOutput());
    List<MetricReport> reports =
        type.descriptor().metrics().entrySet().stream()
            .filter(metric -> metric.getValue().isHealth())
            .map(
                metric ->
                    new MetricReport(
                        instance.resourceId(),
                        metric.getKey(),
                        well ? Integrity.OK : Integrity.BROKEN,
                        message,
                        clock.instant()))
            .toList();
    // What comes from elsewhere than a source is forgotten soon.
    if (!reports.isEmpty()
        && sources.find(instance.metricKey()) instanceof SourceLookup.Known known) {
      lanes.offer(new Batch(known.source().publisher(), reports));
    }
  }
}
