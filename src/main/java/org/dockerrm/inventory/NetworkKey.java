package org.dockerrm.inventory;

/** A location's networks have names of their own: one instance for each. */
public final class NetworkKey {

  /** The property that holds a network's name. */
  public static final String NAME_PROPERTY = "networkname";

  /** The property that holds a network's subnet. */
  public static final String SUBNET_PROPERTY = "subnet";

  /** The property that holds a network's gateway. */
  public static final String GATEWAY_PROPERTY = "gateway";

  private NetworkKey() {}

  /** The unique key of a location's network of that name. */
  public static String of(String location, String networkName) {
    return "network/" + location + "/" + networkName;
  }
}
