package org.dockerrm.workflow.step;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.ContainerView.Attachment;
import org.dockerrm.location.HostAddress;
import org.dockerrm.location.NetworkSlot;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.RequestRun;
import org.springframework.stereotype.Component;

/** The networks of a run's container as its properties name them. */
@Component
class NetworkSlots {

  private final Inventory inventory;
  private final HostAddress hostAddress;

  NetworkSlots(Inventory inventory, HostAddress hostAddress) {
    this.inventory = inventory;
    this.hostAddress = hostAddress;
  }

  /** The slots that the type declares, the first one first; never empty. */
  List<NetworkSlot> of(RequestRun run) {
    return NetworkSlot.suffixes(run.type().descriptor().properties().keySet()).stream()
        .map(suffix -> slot(run, suffix))
        .toList();
  }

  private NetworkSlot slot(RequestRun run, String suffix) {
    String value = value(run, NetworkSlot.networkProperty(suffix));
    String otherwise = suffix.isEmpty() ? NetworkSlot.DEFAULT_NETWORK : "";
    String network = value.isEmpty() ? otherwise : resolve(run, value);
    return new NetworkSlot(
        suffix, network, requestedAddress(run, NetworkSlot.addressProperty(suffix)));
  }

  /** A network's id or name on the host, from its name, its id or an instance's resourceId. */
  String resolve(RequestRun run, String value) {
    return inventory
        .find(value)
        .filter(instance -> instance.location().equals(run.instance().location()))
        .map(NetworkSlots::networkBehind)
        .orElse(value);
  }

  /** The addresses that a container has, as values for the properties that the type declares. */
  Map<String, String> addresses(RequestRun run, ContainerView container) {
    Map<String, String> values = new LinkedHashMap<>();
    for (NetworkSlot slot : of(run)) {
      container
          .attachmentTo(slot.network())
          .ifPresent(there -> values.putAll(slot.readBack(there, hostAddress::get)));
    }
    return declared(run, values);
  }

  /**
   * What an attachment fills in: the slot that names its network, or the first free one.
   *
   * @param value the network as it was asked for
   */
  Map<String, String> filled(RequestRun run, String value, Attachment attachment) {
    List<NetworkSlot> slots = of(run);
    Map<String, String> values = new LinkedHashMap<>();
    slots.stream()
        .filter(slot -> attachment.isTo(slot.network()))
        .findFirst()
        .or(() -> slots.stream().filter(NetworkSlot::isFree).findFirst())
        .ifPresent(
            slot -> {
              if (value(run, slot.networkProperty()).isEmpty()) {
                values.put(slot.networkProperty(), value);
              }
              values.put(slot.addressProperty(), attachment.address());
              values.put(slot.gatewayProperty(), attachment.gateway());
            });
    return declared(run, values);
  }

  /** Of the values, those whose properties the type declares. */
  static Map<String, String> declared(RequestRun run, Map<String, String> values) {
    values.keySet().retainAll(run.type().descriptor().properties().keySet());
    return values;
  }

  private static String networkBehind(ResourceInstance instance) {
    return instance
        .networkId()
        .orElseThrow(
            () ->
                Failures.permanent(
                    FailureCode.RESOURCE_NOT_FOUND,
                    "instance " + instance.resourceId() + " has no network"));
  }

  /**
   * An address counts as asked for where a client may supply it. One that the host chose is not
   * asked for when the container is recreated: not every network can assign it again.
   */
  private String requestedAddress(RequestRun run, String property) {
    PropertyDefinition definition = run.type().descriptor().properties().get(property);
    boolean filledIn =
        run.transition().parentRequestId() != null
            && !inventory.askedFor(run.instance().resourceId(), property);
    return definition == null || definition.readOnly() || filledIn ? "" : value(run, property);
  }

  /** The instance's value of a property; empty where it has none. */
  static String value(RequestRun run, String property) {
    return run.instance().properties().getOrDefault(property, "");
  }
}
