package org.dockerrm.location;

import java.util.Optional;
import org.dockerrm.config.LocationLimits;

/**
 * A deployment location: a named place where containers run.
 *
 * @param name unique name, as orchestrators give it in {@code deploymentLocation}
 * @param type free text from the location's settings
 * @param description free text from the location's settings
 * @param limits what may be done there
 * @param host the port to the place itself
 * @param local whether its containers run on this machine
 * @param metricUrl where its containers post metrics; empty to derive it
 * @param clientMade whether a client made it: its engine is whatever that client named, and is sent
 *     nothing before a type is used there
 */
public record Location(
    String name,
    String type,
    String description,
    LocationLimits limits,
    Host host,
    boolean local,
    Optional<String> metricUrl,
    boolean clientMade) {

  /** A location on this machine. */
  public Location(String name, String type, String description, LocationLimits limits, Host host) {
    this(name, type, description, limits, host, true, Optional.empty(), false);
  }

  /**
   * Whether networks of a driver may be made here. Others than {@code bridge} and {@code overlay}
   * put containers onto the host's own network, as {@code macvlan} and {@code ipvlan} do, or come
   * from a plug-in that may do so.
   */
  public boolean allowsNetworkDriver(String driver) {
    return limits.allowHostNetwork()
        || driver.isBlank()
        || driver.equals("bridge")
        || driver.equals("overlay");
  }
}
