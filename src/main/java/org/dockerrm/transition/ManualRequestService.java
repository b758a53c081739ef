package org.dockerrm.transition;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.HealPolicy;
import org.dockerrm.catalog.ScalePolicy;
import org.dockerrm.inventory.Clusters;
import org.dockerrm.inventory.Inventory;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Makes the requests that policies make, for people. */
@Service
class ManualRequestService implements ManualRequests {

  private static final String STARTED_BY = "client";

  private final PolicyRequestService requests;
  private final Inventory inventory;
  private final Clusters clusters;
  private final Catalog catalog;
  private final AcceptedOnce once;

  ManualRequestService(
      PolicyRequestService requests,
      Inventory inventory,
      Clusters clusters,
      Catalog catalog,
      AcceptedOnce once) {
    this.requests = requests;
    this.inventory = inventory;
    this.clusters = clusters;
    this.catalog = catalog;
    this.once = once;
  }

  @Override
  public Request heal(String resourceId, @Nullable IdempotencyKey key) {
    return once.accept(key, () -> requests.accept(healing(resourceId), key));
  }

  @Override
  public Request scale(String resourceId, int instances, @Nullable IdempotencyKey key) {
    return once.accept(key, () -> requests.accept(scaling(resourceId, instances), key));
  }

  private PolicyCommand healing(String resourceId) {
    return new PolicyCommand(
        PolicyAction.HEAL,
        resourceId,
        STARTED_BY,
        "asked for by a client",
        settings(resourceId, HealPolicy.TYPE));
  }

  private PolicyCommand scaling(String resourceId, int instances) {
    int now = clusters.memberIds(resourceId).size();
    Map<String, String> settings = new LinkedHashMap<>(settings(resourceId, ScalePolicy.TYPE));
    settings.put(ClusterSize.INSTANCES, Integer.toString(instances));
    return new PolicyCommand(
        instances < now ? PolicyAction.SCALE_IN : PolicyAction.SCALE_OUT,
        resourceId,
        STARTED_BY,
        "a client asked for %d instances in place of %d".formatted(instances, now),
        settings);
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
