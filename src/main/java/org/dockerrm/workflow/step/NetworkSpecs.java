package org.dockerrm.workflow.step;

import java.util.Map;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.inventory.NetworkKey;
import org.dockerrm.location.Cidr;
import org.dockerrm.location.NetworkSpec;
import org.dockerrm.transition.TransitionRun;

/** The network that an instance's properties ask for (resource-packages, "docker-network"). */
final class NetworkSpecs {

  private NetworkSpecs() {}

  static NetworkSpec of(TransitionRun run) {
    Map<String, String> properties = run.instance().properties();
    String name = properties.getOrDefault(NetworkKey.NAME_PROPERTY, "");
    String driver = properties.getOrDefault("driver", "bridge");
    return new NetworkSpec(
        name,
        driver,
        properties.getOrDefault("subnet", ""),
        gateway(run),
        driver.equals("bridge") ? BridgeName.of(name, run) : "",
        Boolean.parseBoolean(properties.get("internal")),
        Boolean.parseBoolean(properties.get("ipv6")),
        ResourceLabels.of(run));
  }

  /** The default gateway is one in the default subnet; in another, it is the first address. */
  private static String gateway(TransitionRun run) {
    Map<String, String> properties = run.instance().properties();
    String gateway = properties.getOrDefault("gateway", "");
    String subnet = properties.getOrDefault("subnet", "");
    PropertyDefinition definition = run.type().descriptor().properties().get("gateway");
    boolean isDefault = definition != null && gateway.equals(definition.defaultValue());
    return isDefault && !Cidr.contains(subnet, gateway)
        ? Cidr.firstAddress(subnet).orElse("")
        : gateway;
  }
}
