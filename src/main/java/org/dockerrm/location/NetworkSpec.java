package org.dockerrm.location;

import java.util.Map;

/**
 * A network to be created.
 *
 * @param name its name on the host
 * @param driver network driver, usually {@code bridge}
 * @param subnet CIDR
 * @param gateway gateway address inside the subnet; empty leaves it to the host
 * @param bridgeName name of the Linux bridge, at most 15 characters; empty for other drivers
 * @param internal whether it is cut off from the outside
 * @param ipv6 whether IPv6 is enabled
 * @param labels labels, {@link Host#RESOURCE_ID_LABEL} among them
 */
public record NetworkSpec(
    String name,
    String driver,
    String subnet,
    String gateway,
    String bridgeName,
    boolean internal,
    boolean ipv6,
    Map<String, String> labels) {

  /** Copies the labels. */
  public NetworkSpec {
    labels = Map.copyOf(labels);
  }
}
