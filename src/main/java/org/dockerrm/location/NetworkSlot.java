package org.dockerrm.location;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dockerrm.location.ContainerView.Attachment;

/**
 * One network of a container as its properties name it: {@code docker_network<N>} with its {@code
 * docker_ipaddr<N>} and {@code docker_gateway<N>} (docs/reference/packages.md, "Docker
 * properties").
 *
 * @param suffix what its properties end with: nothing, {@code 2}, {@code 3}, ...
 * @param network id or name on the host; empty where the slot is free
 * @param address the address asked for; empty where the host chooses
 */
public record NetworkSlot(String suffix, String network, String address) {

  /** The network of the first slot where none is named. */
  public static final String DEFAULT_NETWORK = "bridge";

  private static final Pattern NETWORK = Pattern.compile("docker_network(\\d*)");

  /** The suffixes of the slots that such properties make, the first slot first; never empty. */
  public static List<String> suffixes(Collection<String> properties) {
    List<String> suffixes = new ArrayList<>(List.of(""));
    for (String property : properties) {
      Matcher name = NETWORK.matcher(property);
      if (name.matches() && !name.group(1).isEmpty()) {
        suffixes.add(name.group(1));
      }
    }
    return suffixes;
  }

  /** The property that names the network of a slot. */
  public static String networkProperty(String suffix) {
    return "docker_network" + suffix;
  }

  /** The property that holds the address of a slot. */
  public static String addressProperty(String suffix) {
    return "docker_ipaddr" + suffix;
  }

  /** Whether no network is named. */
  public boolean isFree() {
    return network.isEmpty();
  }

  /** The property that names its network. */
  public String networkProperty() {
    return networkProperty(suffix);
  }

  /** The property that holds its address. */
  public String addressProperty() {
    return addressProperty(suffix);
  }

  /** The property that holds its gateway. */
  public String gatewayProperty() {
    return "docker_gateway" + suffix;
  }

  /** What a container's attachment to the network says of its address and gateway. */
  public Map<String, String> readBack(Attachment attachment, Supplier<String> hostAddress) {
    boolean onHost = attachment.networkName().equals("host");
    return values(onHost ? hostAddress.get() : attachment.address(), attachment.gateway());
  }

  /** What holds where the container is not attached to the network. */
  public Map<String, String> detached() {
    return values("", "");
  }

  private Map<String, String> values(String foundAddress, String gateway) {
    Map<String, String> values = new LinkedHashMap<>();
    values.put(addressProperty(), foundAddress);
    values.put(gatewayProperty(), gateway);
    return values;
  }
}
