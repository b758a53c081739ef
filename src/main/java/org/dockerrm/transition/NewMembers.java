package org.dockerrm.transition;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.Clusters;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.LifecycleTransition;
import org.dockerrm.inventory.ResourceInstance;
import org.springframework.stereotype.Component;

/**
 * Brings another member of a cluster into the inventory (docs/reference/metrics-and-policies.md,
 * "Scale").
 */
@Component
class NewMembers {

  private static final String SEPARATOR = "__";

  private final JdbcRequestStore store;
  private final Inventory inventory;
  private final Clusters clusters;

  NewMembers(JdbcRequestStore store, Inventory inventory, Clusters clusters) {
    this.store = store;
    this.inventory = inventory;
    this.clusters = clusters;
  }

  /**
   * What the next member of a cluster is called.
   *
   * @param first the member that it is like
   * @param number its number within the cluster
   * @param name its resourceName
   */
  record Place(ResourceInstance first, int number, String name) {}

  /**
   * The id of the member that a request adds next. It is derived from the request and the number of
   * members that it has begun to add, so that a process cannot choose it: variables are the
   * process's own.
   *
   * @return empty where the request adds no member, or none any more
   */
  Optional<String> nextId(Request request) {
    return PolicyAction.named(request)
        .filter(action -> action == PolicyAction.SCALE_OUT)
        .flatMap(action -> Optional.ofNullable(request.properties().get(ClusterSize.INSTANCES)))
        .map(Integer::parseInt)
        .filter(size -> clusters.memberIds(request.resourceId()).size() < size)
        .map(size -> store.countParts(request.requestId(), LifecycleTransition.Install))
        .map(begun -> request.requestId() + "/" + begun)
        .map(text -> UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString());
  }

  /** Why a request must not make an instance; empty where that is the member it adds next. */
  Optional<String> refusal(Request request, String resourceId) {
    return nextId(request).filter(resourceId::equals).isPresent()
        ? Optional.empty()
        : Optional.of(
            "there is no instance "
                + resourceId
                + ", and a process makes instances only where it carries out ScaleOut, with the id"
                + " that step nextMember chose, up to the size that the request asks for");
  }

  /** The place of another member of an instance's cluster. */
  Place next(ResourceInstance first) {
    int number = highestNumber(first.resourceId()) + 1;
    return new Place(first, number, baseName(first) + SEPARATOR + number);
  }

  /**
   * Adds the instance that an Install is to make.
   *
   * @param scaleOut the request that makes the cluster grow
   * @return what keeps it from being like the first member; empty where it was added
   */
  List<String> add(Request scaleOut, Place place, Request install, ResourceType type) {
    ResourceInstance first = place.first();
    PropertyValues.Outcome values =
        new PropertyValues(
                type.descriptor().properties(),
                MemberProperties.shared(type.descriptor().properties(), first.properties()),
                RequestDrafts.facts(place.name(), install.resourceId(), first.location()))
            .all();
    if (values.problems().isEmpty()) {
      inventory.add(member(place.name(), install, values.values()), null);
      clusters.add(first.resourceId(), install.resourceId(), place.number(), scaleOut.requestId());
    }
    return values.problems();
  }

  private int highestNumber(String resourceId) {
    return clusters.members(resourceId).stream()
        .flatMap(member -> clusters.member(member.resourceId()).stream())
        .mapToInt(Clusters.Member::number)
        .max()
        .orElse(1);
  }

  /** Where the first member is gone, the oldest one's name without its number. */
  private String baseName(ResourceInstance oldest) {
    String suffix =
        clusters.member(oldest.resourceId()).map(member -> SEPARATOR + member.number()).orElse("");
    String name = oldest.resourceName();
    return !suffix.isEmpty() && name.endsWith(suffix)
        ? name.substring(0, name.length() - suffix.length())
        : name;
  }

  private static ResourceInstance member(String name, Request install, Map<String, String> values) {
    return new ResourceInstance(
        install.resourceId(),
        name,
        install.resourceType(),
        install.resourceManagerId(),
        install.location(),
        UUID.randomUUID().toString(),
        null,
        false,
        values,
        List.of(),
        install.startedAt(),
        install.startedAt());
  }
}
