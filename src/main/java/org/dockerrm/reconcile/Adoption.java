package org.dockerrm.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.InternalResource;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.NetworkKey;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.inventory.ResourceState;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.Location;
import org.dockerrm.location.NetworkView;
import org.dockerrm.location.VolumeView;
import org.dockerrm.reconcile.Orphans.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes instances of orphans: identity and type from the labels, values from what a container was
 * given at its creation and from what a network or volume is. Passwords and later changes are lost.
 */
@Component
class Adoption {

  private static final String PROPERTY_PREFIX = "RM_PROP_";
  private static final String HOSTNAME_PROPERTY = "docker_hostname";

  private final Catalog catalog;
  private final Inventory inventory;
  private final ReadBacks readBacks;
  private final TransactionOperations transactions;
  private final Clock clock;

  Adoption(
      Catalog catalog,
      Inventory inventory,
      ReadBacks readBacks,
      TransactionOperations transactions,
      Clock clock) {
    this.catalog = catalog;
    this.inventory = inventory;
    this.readBacks = readBacks;
    this.transactions = transactions;
    this.clock = clock;
  }

  Outcome adopt(Location location, Orphan orphan) {
    Optional<ResourceType> type =
        catalog.find(orphan.resourceType()).filter(known -> known.kind() == kind(orphan));
    if (type.isEmpty()) {
      return new Outcome.Refused(
          "its resource type '" + orphan.resourceType() + "' is not known for a " + orphan.type());
    }
    return switch (type.get().kind()) {
      case CONTAINER -> readBack(location, orphan, adoptContainer(location, orphan, type.get()));
      case NETWORK -> adoptNetwork(location, orphan, type.get());
      case VOLUME -> adoptVolume(location, orphan, type.get());
    };
  }

  private static ResourceType.Kind kind(Orphan orphan) {
    return switch (orphan.type()) {
      case InternalResource.CONTAINER -> ResourceType.Kind.CONTAINER;
      case InternalResource.VOLUME -> ResourceType.Kind.VOLUME;
      default -> ResourceType.Kind.NETWORK;
    };
  }

  private Outcome readBack(Location location, Orphan orphan, Outcome outcome) {
    if (!(outcome instanceof Outcome.Adopted)) {
      return outcome;
    }
    readBacks.note(location, orphan.objectId());
    return inventory.find(orphan.resourceId()).<Outcome>map(Outcome.Adopted::new).orElse(outcome);
  }

  private Outcome adoptContainer(Location location, Orphan orphan, ResourceType type) {
    ContainerView view =
        location.host().workloads().find(orphan.objectId()).container().orElse(null);
    if (view == null) {
      return new Outcome.Unknown();
    }
    Map<String, String> environment = location.host().workloads().environment(view.id());
    Map<String, String> known = new LinkedHashMap<>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(PROPERTY_PREFIX)) {
            known.put(name.substring(PROPERTY_PREFIX.length()), value);
          }
        });
    known.put(HOSTNAME_PROPERTY, view.hostname());
    String reason = view.running() ? null : "it was adopted while its container did not run";
    return add(
        new ResourceInstance(
            orphan.resourceId(),
            environment.getOrDefault("RM_RESOURCE_NAME", orphan.name()),
            orphan.resourceType(),
            null,
            orphan.location(),
            environment.getOrDefault("RM_METRIC_KEY", UUID.randomUUID().toString()),
            view.running() ? ResourceState.Inactive : ResourceState.Broken,
            false,
            declared(type, known),
            List.of(InternalResource.container(view.id(), view.name())),
            clock.instant(),
            clock.instant(),
            reason,
            null),
        null,
        null);
  }

  private Outcome adoptNetwork(Location location, Orphan orphan, ResourceType type) {
    NetworkView view = location.host().requireNetworks().find(orphan.objectId()).orElse(null);
    if (view == null) {
      return new Outcome.Unknown();
    }
    ResourceInstance instance =
        installed(
            orphan,
            declared(type, ForeignNetworks.properties(view)),
            InternalResource.network(view.id(), view.name()));
    return add(
        instance,
        NetworkKey.of(orphan.location(), view.name()),
        ForeignNetworks.resourceId(location, view));
  }

  private Outcome adoptVolume(Location location, Orphan orphan, ResourceType type) {
    VolumeView view = location.host().requireVolumes().find(orphan.objectId()).orElse(null);
    if (view == null) {
      return new Outcome.Unknown();
    }
    Map<String, String> known = new LinkedHashMap<>();
    known.put("volumename", view.name());
    known.put("driver", view.driver());
    known.put("mountpoint", view.mountpoint());
    if (!view.options().isEmpty()) {
      known.put("driver_opts", json(view.options()));
    }
    ResourceInstance instance =
        installed(orphan, declared(type, known), InternalResource.volume(view.name()));
    return add(instance, null, null);
  }

  private static String json(Map<String, String> options) {
    try {
      return new ObjectMapper().writeValueAsString(options);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written", e);
    }
  }

  /** An instance of what has no process that could have ended. */
  private ResourceInstance installed(
      Orphan orphan, Map<String, String> properties, InternalResource object) {
    return new ResourceInstance(
        orphan.resourceId(),
        orphan.name(),
        orphan.resourceType(),
        null,
        orphan.location(),
        UUID.randomUUID().toString(),
        ResourceState.Installed,
        false,
        properties,
        List.of(object),
        clock.instant(),
        clock.instant());
  }

  /** Adds the instance in place of the read-only one that stood for the same network. */
  private Outcome add(
      ResourceInstance instance, @Nullable String uniqueKey, @Nullable String inPlaceOf) {
    try {
      transactions.executeWithoutResult(
          status -> {
            if (inPlaceOf != null) {
              inventory.remove(inPlaceOf);
            }
            inventory.add(instance, uniqueKey);
          });
      return new Outcome.Adopted(instance);
    } catch (DuplicateKeyException e) {
      return new Outcome.Refused(
          "there is an instance of this resourceId, of a network of this name, or with this metricKey,"
              + " already");
    }
  }

  private static Map<String, String> declared(ResourceType type, Map<String, String> known) {
    Map<String, String> values = new LinkedHashMap<>();
    type.descriptor()
        .properties()
        .forEach(
            (name, definition) -> {
              String byDefault = definition.defaultValue();
              values.put(name, known.getOrDefault(name, byDefault == null ? "" : byDefault));
            });
    return values;
  }
}
