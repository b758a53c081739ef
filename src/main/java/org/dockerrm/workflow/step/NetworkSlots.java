package org.dockerrm.workflow.step;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.ContainerView.Attachment;
import org.dockerrm.transition.FailureCode;
import org.dockerrm.transition.TransitionRun;
import org.springframework.stereotype.Component;

/**
 * The networks of a container as its properties name them: {@code docker_network<N>} with its
 * {@code docker_ipaddr<N>} and {@code docker_gateway<N>} (resource-packages, "Docker properties").
 */
@Component
class NetworkSlots {

  static final String DEFAULT_NETWORK = "bridge";
  private static final Pattern NETWORK = Pattern.compile("docker_network(\\d*)");

  private final Inventory inventory;
  private final HostAddress hostAddress;

  NetworkSlots(Inventory inventory, HostAddress hostAddress) {
    this.inventory = inventory;
    this.hostAddress = hostAddress;
  }

  /**
   * One network of a container.
   *
   * @param suffix what its properties end with: nothing, {@code 2}, {@code 3}, ...
   * @param network id or name on the host; empty where the slot is free
   * @param address the address asked for; empty where the host chooses
   */
  record Slot(String suffix, String network, String address) {

    boolean isFree() {
      return network.isEmpty();
    }

    String networkProperty() {
      return "docker_network" + suffix;
    }

    String addressProperty() {
      return "docker_ipaddr" + suffix;
    }

    String gatewayProperty() {
      return "docker_gateway" + suffix;
    }
  }

  /** The slots that the type declares, the first one first; never empty. */
  List<Slot> of(TransitionRun run) {
    List<Slot> slots = new ArrayList<>();
    slots.add(slot(run, "", DEFAULT_NETWORK));
    for (String property : run.type().descriptor().properties().keySet()) {
      Matcher name = NETWORK.matcher(property);
      if (name.matches() && !name.group(1).isEmpty()) {
        slots.add(slot(run, name.group(1), ""));
      }
    }
    return slots;
  }

  private Slot slot(TransitionRun run, String suffix, String otherwise) {
    String value = value(run, "docker_network" + suffix);
    String network = value.isEmpty() ? otherwise : resolve(run, value);
    return new Slot(suffix, network, requestedAddress(run, "docker_ipaddr" + suffix));
  }

  /** A network's id or name on the host, from its name, its id or an instance's resourceId. */
  String resolve(TransitionRun run, String value) {
    return inventory
        .find(value)
        .filter(instance -> instance.location().equals(run.instance().location()))
        .map(NetworkSlots::networkBehind)
        .orElse(value);
  }

  /** The addresses that a container has, as values for the properties that the type declares. */
  Map<String, String> addresses(TransitionRun run, ContainerView container) {
    Map<String, String> values = new LinkedHashMap<>();
    for (Slot slot : of(run)) {
      Attachment attachment = container.attachmentTo(slot.network()).orElse(null);
      if (attachment != null) {
        values.put(slot.addressProperty(), address(attachment));
        values.put(slot.gatewayProperty(), attachment.gateway());
      }
    }
    return declared(run, values);
  }

  /** Of the values, those whose properties the type declares. */
  static Map<String, String> declared(TransitionRun run, Map<String, String> values) {
    values.keySet().retainAll(run.type().descriptor().properties().keySet());
    return values;
  }

  private String address(Attachment attachment) {
    return attachment.networkName().equals("host") ? hostAddress.get() : attachment.address();
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

  /** An address counts as asked for where a client may supply it. */
  private static String requestedAddress(TransitionRun run, String property) {
    PropertyDefinition definition = run.type().descriptor().properties().get(property);
    return definition == null || definition.readOnly() ? "" : value(run, property);
  }

  /** The instance's value of a property; empty where it has none. */
  static String value(TransitionRun run, String property) {
    return run.instance().properties().getOrDefault(property, "");
  }
}
