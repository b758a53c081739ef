package org.dockerrm.reconcile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.ContainerView.Attachment;
import org.dockerrm.location.HostAddress;
import org.dockerrm.location.HostException;
import org.dockerrm.location.ListedContainer;
import org.dockerrm.location.Location;
import org.dockerrm.location.NetworkSlot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps the addresses and gateways in the properties equal to those of running containers, also
 * after changes from outside (docs/reference/packages.md, "Docker properties"). What a property
 * requests is left unchanged.
 */
@Component
class ReadBacks {

  private static final Logger log = LoggerFactory.getLogger(ReadBacks.class);

  private final Inventory inventory;
  private final StaleWriteGuard untouched;
  private final HostAddress hostAddress;

  ReadBacks(Inventory inventory, StaleWriteGuard untouched, HostAddress hostAddress) {
    this.inventory = inventory;
    this.untouched = untouched;
    this.hostAddress = hostAddress;
  }

  /** Something about the networks of one container changed. */
  void note(Location location, String containerId) {
    inventory
        .findByInternalId(location.name(), containerId)
        .filter(instance -> !untouched.isUnderWay(instance))
        .ifPresent(instance -> look(location, instance, containerId));
  }

  private void look(Location location, ResourceInstance instance, String containerId) {
    try {
      location
          .host()
          .workloads()
          .find(containerId)
          .container()
          .filter(ContainerView::running)
          .ifPresent(container -> update(instance, container::attachmentTo));
    } catch (HostException e) {
      log.debug("container {} is looked at when its host is back", containerId, e);
    }
  }

  /** Compares instances with the containers that are there, by their ids. */
  void compare(List<ResourceInstance> instances, Map<String, ListedContainer> containers) {
    for (ResourceInstance instance : instances) {
      ListedContainer container = containers.get(instance.containerId().orElse(""));
      if (container != null && container.running()) {
        update(instance, container::attachmentTo);
      }
    }
  }

  private void update(
      ResourceInstance instance, Function<String, Optional<Attachment>> attachments) {
    Map<String, String> changes = new LinkedHashMap<>(found(instance, attachments));
    changes
        .entrySet()
        .removeIf(found -> found.getValue().equals(instance.properties().get(found.getKey())));
    changes.keySet().retainAll(instance.properties().keySet());
    if (!changes.isEmpty()
        && untouched.change(
            instance, () -> inventory.putProperties(instance.resourceId(), changes))) {
      log.info("instance {}: its container has {} now", instance.resourceId(), changes);
    }
  }

  private Map<String, String> found(
      ResourceInstance instance, Function<String, Optional<Attachment>> attachments) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String suffix : NetworkSlot.suffixes(instance.properties().keySet())) {
      NetworkSlot slot = slot(instance, suffix);
      values.putAll(
          attachments
              .apply(slot.network())
              .map(there -> slot.readBack(there, hostAddress::get))
              .orElseGet(slot::detached));
    }
    return values;
  }

  private NetworkSlot slot(ResourceInstance instance, String suffix) {
    String value = instance.properties().getOrDefault(NetworkSlot.networkProperty(suffix), "");
    String otherwise = suffix.isEmpty() ? NetworkSlot.DEFAULT_NETWORK : "";
    return new NetworkSlot(suffix, value.isEmpty() ? otherwise : resolved(instance, value), "");
  }

  /** A network's id or name on the host; a value may be the resourceId of a network's instance. */
  private String resolved(ResourceInstance instance, String value) {
    return inventory
        .find(value)
        .filter(network -> network.location().equals(instance.location()))
        .flatMap(ResourceInstance::networkId)
        .orElse(value);
  }
}
