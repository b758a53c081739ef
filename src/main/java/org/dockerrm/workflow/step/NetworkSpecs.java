package org.dockerrm.workflow.step;

import java.util.Map;
import org.dockerrm.inventory.NetworkKey;
import org.dockerrm.location.Cidr;
import org.dockerrm.location.NetworkSpec;
import org.dockerrm.transition.RequestRun;

/**
 * The network that an instance's properties ask for (docs/reference/packages.md, "Built-in types").
 */
final class NetworkSpecs {

  private static final String DEFAULT_DRIVER = "bridge";

  private NetworkSpecs() {}

  /** The network on a subnet; where no gateway is asked for, it is the subnet's first address. */
  static NetworkSpec of(RequestRun run, String subnet) {
    Map<String, String> properties = run.instance().properties();
    String name = properties.getOrDefault(NetworkKey.NAME_PROPERTY, "");
    String driver = properties.getOrDefault("driver", "");
    String gateway = properties.getOrDefault(NetworkKey.GATEWAY_PROPERTY, "");
    boolean bridge = driver.isBlank() || driver.equals(DEFAULT_DRIVER);
    return new NetworkSpec(
        name,
        bridge ? DEFAULT_DRIVER : driver,
        subnet,
        gateway.isBlank() ? Cidr.firstAddress(subnet).orElse("") : gateway,
        bridge ? BridgeName.of(name, run) : "",
        Boolean.parseBoolean(properties.get("internal")),
        Boolean.parseBoolean(properties.get("ipv6")),
        ResourceLabels.of(run));
  }
}
