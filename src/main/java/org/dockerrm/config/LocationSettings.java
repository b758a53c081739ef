package org.dockerrm.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One entry of {@code locations.yml}.
 *
 * @param name the location's name, unique in the file
 * @param kind what kind of host it is, such as {@code engine}
 * @param type free text of the operator, for example {@code development}
 * @param description free text of the operator
 * @param endpoint the engine's address: {@code unix://...}, {@code tcp://host:port}
 * @param tlsDirectory directory with {@code ca.pem}, {@code cert.pem} and {@code key.pem} for a TCP
 *     endpoint with mutual TLS
 * @param limits what may be done there
 * @param metricUrl where its containers post metrics; empty to derive it
 * @param allowRegistryLogins whether its engine is sent the logins to registries that the manager's
 *     user has
 */
public record LocationSettings(
    String name,
    String kind,
    String type,
    String description,
    URI endpoint,
    Optional<Path> tlsDirectory,
    LocationLimits limits,
    Optional<String> metricUrl,
    boolean allowRegistryLogins) {

  /** The kind of locations that name none: one Docker engine. */
  public static final String ENGINE = "engine";

  /** An engine with the limits that are meant where none are given. */
  public LocationSettings(
      String name, String type, String description, URI endpoint, Optional<Path> tlsDirectory) {
    this(
        name,
        ENGINE,
        type,
        description,
        endpoint,
        tlsDirectory,
        LocationLimits.DEFAULT,
        Optional.empty(),
        true);
  }

  /** An engine whose containers' way to the metrics is derived. */
  public LocationSettings(
      String name,
      String type,
      String description,
      URI endpoint,
      Optional<Path> tlsDirectory,
      LocationLimits limits) {
    this(name, ENGINE, type, description, endpoint, tlsDirectory, limits, Optional.empty(), true);
  }

  /** Whether its engine runs on this machine, by the looks of its address. */
  public boolean isLocal() {
    String host = endpoint.getHost();
    return host == null
        || host.equals("localhost")
        || host.startsWith("127.")
        || host.equals("[::1]");
  }
}
