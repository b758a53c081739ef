package org.dockerrm.config;

import java.util.Set;

/**
 * What the manager takes from the network.
 *
 * @param allowedHosts the names, in lower case, that requests may be addressed to beside {@code
 *     localhost} and IP addresses
 */
public record SecuritySettings(Set<String> allowedHosts) {

  static final SecuritySettings DEFAULT = new SecuritySettings(Set.of());

  /** Copies the set, so that settings never change once read. */
  public SecuritySettings {
    allowedHosts = Set.copyOf(allowedHosts);
  }
}
