package org.dockerrm.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.Descriptor;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.metric.Metrics;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** What instances reported (docs/reference/metrics-and-policies.md, "Metrics in"). */
@ResourceManagerApi
class MetricsController {

  private final Inventory inventory;
  private final Catalog catalog;
  private final Metrics metrics;

  MetricsController(Inventory inventory, Catalog catalog, Metrics metrics) {
    this.inventory = inventory;
    this.catalog = catalog;
    this.metrics = metrics;
  }

  @GetMapping("/topology/instances/{id}/metrics")
  List<MetricRepresentation> metrics(@PathVariable String id) {
    existing(id);
    return metrics.latest(id).stream().map(MetricRepresentation::of).toList();
  }

  @GetMapping("/topology/instances/{id}/metrics/{name}")
  List<MetricRepresentation> metricHistory(
      @PathVariable String id,
      @PathVariable String name,
      @RequestParam(required = false) @Nullable String since) {
    Optional<Descriptor> descriptor =
        catalog.find(existing(id).resourceType()).map(ResourceType::descriptor);
    List<MetricRepresentation> points =
        metrics
            .history(id, name, since == null ? Instant.EPOCH : Times.parse("since", since))
            .stream()
            .map(MetricRepresentation::of)
            .toList();
    if (points.isEmpty() && descriptor.filter(d -> d.metrics().containsKey(name)).isEmpty()) {
      throw new NotFoundException(
          "metric '" + ClientText.shown(name) + "' is not declared by the type of instance " + id);
    }
    return points;
  }

  private ResourceInstance existing(String id) {
    return inventory.find(id).orElseThrow(() -> NotFoundException.of("instance", id));
  }
}
