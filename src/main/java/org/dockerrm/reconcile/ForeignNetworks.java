package org.dockerrm.reconcile;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.dockerrm.inventory.InstanceQuery;
import org.dockerrm.inventory.InternalResource;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.NetworkKey;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.location.Host;
import org.dockerrm.location.Location;
import org.dockerrm.location.NetworkView;
import org.dockerrm.location.Networks;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * Keeps the networks that others made in the inventory, read-only (docs/reference/api.md,
 * "Read-only instances").
 */
@Component
class ForeignNetworks {

  static final String TYPE = "resource::docker-network::1.0";

  private final Inventory inventory;
  private final GoneNetworks gone;
  private final Clock clock;

  ForeignNetworks(Inventory inventory, GoneNetworks gone, Clock clock) {
    this.inventory = inventory;
    this.gone = gone;
    this.clock = clock;
  }

  /** Adds the networks that are new on the host and removes those that are gone. */
  void update(Location location) {
    List<NetworkView> networks = location.host().networks().map(Networks::all).orElse(List.of());
    Set<String> present = networks.stream().map(NetworkView::id).collect(Collectors.toSet());
    removeGone(location, present);
    gone.compare(location, present);
    networks.stream()
        .filter(network -> !isOurs(network))
        .filter(network -> inventory.find(resourceId(location, network)).isEmpty())
        .forEach(network -> add(location, network));
  }

  /** Removes the networks that were found on a location. */
  void forget(String location) {
    inventory.list(found(location)).stream()
        .filter(ResourceInstance::readOnly)
        .forEach(instance -> inventory.remove(instance.resourceId()));
  }

  /** Removes the networks that were found on locations other than these. */
  void keepOnly(Set<String> locations) {
    inventory.list(found(null)).stream()
        .filter(ResourceInstance::readOnly)
        .map(ResourceInstance::location)
        .distinct()
        .filter(location -> !locations.contains(location))
        .forEach(this::forget);
  }

  private static InstanceQuery found(@Nullable String location) {
    return new InstanceQuery(location, TYPE, null, null, null, Integer.MAX_VALUE);
  }

  private void removeGone(Location location, Set<String> present) {
    inventory.list(found(location.name())).stream()
        .filter(ResourceInstance::readOnly)
        .filter(instance -> instance.networkId().filter(present::contains).isEmpty())
        .forEach(instance -> inventory.remove(instance.resourceId()));
  }

  /** Whether an instance of ours stands behind it, perhaps one that is being made right now. */
  private boolean isOurs(NetworkView network) {
    return Optional.ofNullable(network.labels().get(Host.RESOURCE_ID_LABEL))
        .flatMap(inventory::find)
        .isPresent();
  }

  private void add(Location location, NetworkView network) {
    String key = NetworkKey.of(location.name(), network.name());
    boolean taken = inventory.findByUniqueKey(key).isPresent();
    try {
      inventory.add(instance(location, network), taken ? null : key);
    } catch (DuplicateKeyException lostRace) {
      // Another node, or an Install of that name, has just added it.
    }
  }

  private ResourceInstance instance(Location location, NetworkView network) {
    Instant now = clock.instant();
    return new ResourceInstance(
        resourceId(location, network),
        network.name(),
        TYPE,
        null,
        location.name(),
        UUID.randomUUID().toString(),
        ResourceState.Installed,
        true,
        properties(network),
        List.of(InternalResource.network(network.id(), network.name())),
        now,
        now);
  }

  static Map<String, String> properties(NetworkView network) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put(NetworkKey.NAME_PROPERTY, network.name());
    properties.put("subnet", network.subnets().stream().findFirst().orElse(""));
    properties.put("gateway", network.gateway());
    properties.put("bridgename", network.bridgeName());
    properties.put("networkid", network.id());
    properties.put("driver", network.driver());
    return properties;
  }

  /** The same id for the same network, on every node and after every restart. */
  static String resourceId(Location location, NetworkView network) {
    String name = location.name() + "/" + network.id();
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
