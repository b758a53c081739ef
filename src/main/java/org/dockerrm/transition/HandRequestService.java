package org.dockerrm.transition;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.HealPolicy;
import org.dockerrm.catalog.ScalePolicy;
import org.dockerrm.inventory.Clusters;
import org.dockerrm.inventory.Inventory;
import org.springframework.stereotype.Service;

/** Makes the requests that policies make, for people. */
@Service
class HandRequestService implements HandRequests {

  private static final String STARTED_BY = "client";

  private final PolicyRequests requests;
  private final Inventory inventory;
  private final Clusters clusters;
  private final Catalog catalog;

  HandRequestService(
      PolicyRequests requests, Inventory inventory, Clusters clusters, Catalog catalog) {
    this.requests = requests;
    this.inventory = inventory;
    this.clusters = clusters;
    this.catalog = catalog;
  }

  @Override
  public Transition heal(String resourceId) {
    return requests.accept(
        new PolicyCommand(
            PolicyAction.HEAL,
            resourceId,
            STARTED_BY,
            "asked for by a client",
            settings(resourceId, HealPolicy.TYPE)));
  }

  @Override
  public Transition scale(String resourceId, int instances) {
    int now = clusters.memberIds(resourceId).size();
    Map<String, String> settings = new LinkedHashMap<>(settings(resourceId, ScalePolicy.TYPE));
    settings.put(ClusterSize.INSTANCES, Integer.toString(instances));
    return requests.accept(
        new PolicyCommand(
            instances < now ? PolicyAction.SCALE_IN : PolicyAction.SCALE_OUT,
            resourceId,
            STARTED_BY,
            "a client asked for %d instances in place of %d".formatted(instances, now),
            settings));
  }

  /** Those of the type's first policy of a kind; empty where it has none. */
  private Map<String, String> settings(String resourceId, String kind) {
    return inventory
        .find(resourceId)
        .flatMap(instance -> catalog.find(instance.resourceType()))
        .flatMap(
            type ->
                type.descriptor().policies().values().stream()
                    .filter(policy -> policy.type().equals(kind))
                    .findFirst())
        .map(policy -> policy.policy().settings())
        .orElse(Map.of());
  }
}
