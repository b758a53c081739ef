package org.dockerrm.transition;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.Clusters;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.transition.RequestRefused.Reason;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Accepts what policies ask for: checked first, so that a refusal leaves the caller's transaction
 * whole.
 */
@Service
class PolicyRequestService implements PolicyRequests {

  private static final Set<ResourceState> CAN_BE_HEALED =
      EnumSet.of(
          ResourceState.Active, ResourceState.Broken, ResourceState.Inactive, ResourceState.Failed);

  private final JdbcRequestStore store;
  private final OpenRequests open;
  private final Inventory inventory;
  private final Clusters clusters;
  private final Catalog catalog;
  private final RequestDrafts drafts;
  private final TransitionProcesses processes;
  private final TransactionOperations transactions;
  private final AdmissionControl gate;

  PolicyRequestService(
      JdbcRequestStore store,
      OpenRequests open,
      Inventory inventory,
      Clusters clusters,
      Catalog catalog,
      RequestDrafts drafts,
      TransitionProcesses processes,
      TransactionOperations transactions,
      AdmissionControl gate) {
    this.store = store;
    this.open = open;
    this.inventory = inventory;
    this.clusters = clusters;
    this.catalog = catalog;
    this.drafts = drafts;
    this.processes = processes;
    this.transactions = transactions;
    this.gate = gate;
  }

  @Override
  public Request accept(PolicyCommand command) {
    return accept(command, null);
  }

  /** Accepts what a client asks for, to be kept with its key. */
  Request accept(PolicyCommand command, @Nullable IdempotencyKey key) {
    ResourceInstance instance = instance(command);
    ResourceType type = type(instance);
    Map<String, String> settings = PolicyTarget.resolved(settings(command, instance), instance);
    Request request = drafts.forPolicy(command, instance, settings);
    try {
      return gate.store(() -> transactions.execute(status -> store(request, type, key)));
    } catch (DuplicateKeyException lostRace) {
      throw conflict("instance " + instance.resourceId() + " has an open transition", Map.of());
    }
  }

  private Request store(Request request, ResourceType type, @Nullable IdempotencyKey key) {
    store.add(request, key);
    store.setProcessInstance(request.requestId(), processes.start(request, type));
    return request;
  }

  private Map<String, String> settings(PolicyCommand command, ResourceInstance instance) {
    if (command.action() == PolicyAction.HEAL) {
      refuseWhatCannotBeHealed(instance);
      return command.settings();
    }
    int members = clusters.memberIds(instance.resourceId()).size();
    int size = ClusterSize.after(command.action(), command.settings(), members);
    Map<String, String> settings = new LinkedHashMap<>(command.settings());
    settings.put(ClusterSize.INSTANCES, Integer.toString(size));
    return settings;
  }

  /** The instance that has the request: of a cluster, the oldest member. */
  private ResourceInstance instance(PolicyCommand command) {
    return command.action() == PolicyAction.HEAL
        ? instance(command.resourceId())
        : instance(clusters.memberIds(command.resourceId()).get(0));
  }

  private ResourceInstance instance(String resourceId) {
    ResourceInstance instance =
        inventory
            .find(resourceId)
            .orElseThrow(() -> RequestRefused.notFound("instance", resourceId));
    if (instance.readOnly()) {
      throw conflict(
          "instance " + resourceId + " is read-only: it was not created by this manager", Map.of());
    }
    open.refuse(resourceId);
    return instance;
  }

  private ResourceType type(ResourceInstance instance) {
    ResourceType type =
        catalog
            .find(instance.resourceType())
            .filter(ResourceType::isPublished)
            .orElseThrow(
                () ->
                    conflict(
                        "resource type " + instance.resourceType() + " is not published",
                        Map.of()));
    if (type.kind() != ResourceType.Kind.CONTAINER) {
      throw new RequestRefused(
          Reason.INVALID, "only instances that are containers can be healed or scaled");
    }
    return type;
  }

  private static void refuseWhatCannotBeHealed(ResourceInstance instance) {
    if (instance.state() == null || !CAN_BE_HEALED.contains(instance.state())) {
      throw conflict("the instance has not been in service: it is " + instance.state(), Map.of());
    }
  }

  private static RequestRefused conflict(String message, Map<String, ?> details) {
    return new RequestRefused(Reason.CONFLICT, message, details);
  }
}
