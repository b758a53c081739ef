package org.dockerrm.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One entry of {@code locations.yml}.
 *
 * @param name the location's name, unique in the file
 * @param type free text of the operator, for example {@code development}
 * @param description free text of the operator
 * @param endpoint the engine's address: {@code unix://...}, {@code tcp://host:port}
 * @param tlsDirectory directory with {@code ca.pem}, {@code cert.pem} and {@code key.pem} for a TCP
 *     endpoint with mutual TLS
 * @param limits what may be done there
 */
public record LocationSettings(
    String name,
    String type,
    String description,
    URI endpoint,
    Optional<Path> tlsDirectory,
    LocationLimits limits) {

  /** A location with the limits that are meant where none are given. */
  public LocationSettings(
      String name, String type, String description, URI endpoint, Optional<Path> tlsDirectory) {
    this(name, type, description, endpoint, tlsDirectory, LocationLimits.DEFAULT);
  }
}
