package org.dockerrm.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What locations that clients make over REST may have ({@code clientLocations} in {@code
 * locations.yml}). By default they have no more power than the file's locations give away: a socket
 * of the file, no privileges, no bind mounts.
 *
 * @param defaultEndpoint the engine of locations that name none; empty where {@code DOCKER_HOST}
 *     names no engine
 * @param tlsRoot the directory whose directories clients may name as {@code tlsDirectory}
 * @param sockets the Unix sockets that clients may name
 * @param allowPrivileged whether clients may allow privileged containers
 * @param allowBindMounts whether clients may allow bind mounts
 * @param allowHostNetwork whether clients may allow the host's network
 * @param allowRegistryLogins whether clients may have the manager's logins to registries sent to
 *     their engines
 */
public record ClientLocations(
    Optional<URI> defaultEndpoint,
    Path tlsRoot,
    Set<Path> sockets,
    boolean allowPrivileged,
    boolean allowBindMounts,
    boolean allowHostNetwork,
    boolean allowRegistryLogins) {

  /** The rules where a file says nothing. */
  public static final ClientLocations DEFAULT =
      new ClientLocations(
          Optional.of(URI.create(LocationRules.LOCAL_ENGINE)),
          Path.of("config", "tls"),
          Set.of(Path.of("/var/run/docker.sock")),
          false,
          false,
          false,
          false);

  /** Copies the set. */
  public ClientLocations {
    sockets = Set.copyOf(sockets);
  }

  /**
   * Checks what a client asks for.
   *
   * @param name the location's name
   * @param type free text
   * @param properties {@code endpoint}, {@code tlsDirectory}, {@code description}, {@code
   *     maxContainers}, {@code maxConcurrentStarts}, {@code allowPrivileged}, {@code
   *     allowBindMounts}, {@code allowHostNetwork}, {@code allowRegistryLogins}, {@code
   *     networkPool}, {@code metricUrl}; all optional
   */
  public LocationRequest check(String name, String type, Map<String, String> properties) {
    return new ClientLocationReader(this, properties).read(name, type);
  }
}
