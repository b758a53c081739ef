package org.dockerrm.reconcile;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dockerrm.catalog.Catalog;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.InstanceQuery;
import org.dockerrm.inventory.InternalResource;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.InventoryIdentity;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostException;
import org.dockerrm.location.Location;
import org.dockerrm.location.Locations;
import org.dockerrm.location.Networks;
import org.dockerrm.location.Volumes;
import org.dockerrm.transition.Requests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Finds orphans by their labels, and does away with them one way or the other. */
@Service
class OrphanService implements Orphans {

  private static final Logger log = LoggerFactory.getLogger(OrphanService.class);

  private final Locations locations;
  private final Inventory inventory;
  private final Requests transitions;
  private final Adoption adoption;
  private final Catalog catalog;
  private final String managerId;

  OrphanService(
      Locations locations,
      Inventory inventory,
      Requests transitions,
      Adoption adoption,
      Catalog catalog,
      InventoryIdentity identity) {
    this.locations = locations;
    this.inventory = inventory;
    this.transitions = transitions;
    this.adoption = adoption;
    this.catalog = catalog;
    this.managerId = identity.managerId();
  }

  @Override
  public List<Orphan> of(Location location, boolean all) {
    List<Orphan> made = labelled(location).filter(orphan -> all || orphan.own()).toList();
    if (made.isEmpty()) {
      return made;
    }
    // After the host was asked: what is made meanwhile has its instance before it is made.
    Set<String> known =
        inventory.list(InstanceQuery.inLocation(location.name())).stream()
            .map(ResourceInstance::resourceId)
            .collect(Collectors.toSet());
    return made.stream()
        .filter(orphan -> !known.contains(orphan.resourceId()))
        .filter(orphan -> inventory.find(orphan.resourceId()).isEmpty())
        .filter(orphan -> transitions.findOpen(orphan.resourceId()).isEmpty())
        .toList();
  }

  private Stream<Orphan> labelled(Location location) {
    Host host = location.host();
    Stream<Optional<Orphan>> containers =
        host.workloads().own().stream()
            .map(
                c ->
                    orphan(
                        location,
                        InternalResource.container(c.id(), c.name()),
                        c.labels(),
                        c.createdAt()));
    Stream<Optional<Orphan>> networks =
        host.networks().map(Networks::all).stream()
            .flatMap(List::stream)
            .map(
                n ->
                    orphan(
                        location,
                        InternalResource.network(n.id(), n.name()),
                        n.labels(),
                        n.createdAt()));
    Stream<Optional<Orphan>> volumes =
        host.volumes().map(Volumes::own).stream()
            .flatMap(List::stream)
            .map(
                v ->
                    orphan(location, InternalResource.volume(v.name()), v.labels(), v.createdAt()));
    return Stream.of(containers, networks, volumes)
        .flatMap(Function.identity())
        .flatMap(Optional::stream);
  }

  private Optional<Orphan> orphan(
      Location location, InternalResource object, Map<String, String> labels, Instant createdAt) {
    if (!labels.containsKey(Host.RESOURCE_ID_LABEL)
        || !location.name().equals(labels.get(Host.LOCATION_LABEL))) {
      return Optional.empty();
    }
    String path = location.name() + "/" + object.type() + "/" + object.id();
    String type = labels.getOrDefault(Host.RESOURCE_TYPE_LABEL, "");
    return Optional.of(
        new Orphan(
            UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)).toString(),
            object.id(),
            object.name(),
            object.type(),
            location.name(),
            labels.getOrDefault(Host.RESOURCE_ID_LABEL, ""),
            type,
            managerId.equals(labels.get(Host.MANAGER_ID_LABEL)),
            object.type().equals(InternalResource.VOLUME) && !isOfVolumes(type),
            createdAt));
  }

  private boolean isOfVolumes(String type) {
    return catalog.find(type).filter(known -> known.kind() == ResourceType.Kind.VOLUME).isPresent();
  }

  @Override
  public Outcome adopt(String id, boolean all) {
    return act(id, all, found -> adoption.adopt(found.location(), found.orphan()));
  }

  @Override
  public Outcome remove(String id, boolean all) {
    return act(
        id,
        all,
        found -> {
          remove(found.location(), found.orphan());
          return new Outcome.Removed();
        });
  }

  /** Removes an orphan that was just found. */
  void remove(Location location, Orphan orphan) {
    switch (orphan.type()) {
      case InternalResource.CONTAINER ->
          location.host().workloads().remove(orphan.objectId()).requireGone();
      case InternalResource.VOLUME -> location.host().requireVolumes().remove(orphan.objectId());
      default -> location.host().requireNetworks().remove(orphan.objectId());
    }
    log.warn(
        "removed orphan {} {}, created for {}", orphan.type(), orphan.name(), orphan.resourceId());
  }

  private Outcome act(String id, boolean all, Function<Found, Outcome> action) {
    HostException away = null;
    for (Location location : locations.all()) {
      try {
        Optional<Orphan> orphan =
            of(location, all).stream().filter(known -> known.id().equals(id)).findFirst();
        if (orphan.isPresent()) {
          return action.apply(new Found(location, orphan.get()));
        }
      } catch (HostException e) {
        if (!e.isTransient()) {
          return new Outcome.Refused(String.valueOf(e.getMessage()));
        }
        away = e;
      }
    }
    return away == null
        ? new Outcome.Unknown()
        : new Outcome.Away(String.valueOf(away.getMessage()));
  }

  private record Found(Location location, Orphan orphan) {}
}
