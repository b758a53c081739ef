package org.dockerrm.transition;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.dockerrm.catalog.BuiltInOperation;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.inventory.Inventory;
import org.dockerrm.inventory.NetworkKey;
import org.dockerrm.inventory.ResourceInstance;
import org.dockerrm.location.Location;
import org.dockerrm.transition.RequestRefused.Reason;
import org.springframework.stereotype.Component;

/**
 * Refuses values that name the host's own network where the location does not allow it. The steps
 * that use a network check it again: scripts change values later, and a network's id says little.
 */
@Component
class HostNetworkRule {

  private static final String HOST = "host";
  private static final int SHORT_ID = 12;
  private static final Pattern NETWORK = Pattern.compile("docker_network\\d*");

  private final Inventory inventory;

  HostNetworkRule(Inventory inventory) {
    this.inventory = inventory;
  }

  /**
   * Checks the values of a request, with everything filled in.
   *
   * @throws RequestRefused where one is not allowed, naming each
   */
  void check(
      Location location, ResourceType type, OfferedTransition offered, Map<String, String> values) {
    if (location.limits().allowHostNetwork()) {
      return;
    }
    List<String> problems =
        values.entrySet().stream()
            .filter(value -> isRefused(location, type, offered, value))
            .map(
                value ->
                    "location "
                        + location.name()
                        + " does not allow "
                        + value.getKey()
                        + "="
                        + value.getValue()
                        + ", which reaches the host's own network (its limit allowHostNetwork is"
                        + " not set)")
            .toList();
    if (!problems.isEmpty()) {
      throw new RequestRefused(
          Reason.INVALID, String.join("; ", problems), Map.of("properties", problems));
    }
  }

  private boolean isRefused(
      Location location,
      ResourceType type,
      OfferedTransition offered,
      Map.Entry<String, String> value) {
    if (type.kind() == ResourceType.Kind.NETWORK) {
      return value.getKey().equals("driver") && !location.allowsNetworkDriver(value.getValue());
    }
    boolean names =
        offered.isOperation()
            ? offered.name().equals(BuiltInOperation.ADD_NETWORK.operationName())
                && BuiltInOperation.ADD_NETWORK.properties().containsKey(value.getKey())
            : NETWORK.matcher(value.getKey()).matches();
    return names && isHost(location, value.getValue());
  }

  private boolean isHost(Location location, String network) {
    if (network.isBlank() || network.equals(HOST)) {
      return network.equals(HOST);
    }
    return inventory
        .findByUniqueKey(NetworkKey.of(location.name(), HOST))
        .filter(host -> means(network, host))
        .isPresent();
  }

  private static boolean means(String network, ResourceInstance host) {
    return network.equals(host.resourceId())
        || network.length() >= SHORT_ID
            && host.networkId().filter(id -> id.startsWith(network)).isPresent();
  }
}
