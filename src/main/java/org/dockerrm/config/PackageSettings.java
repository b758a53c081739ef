package org.dockerrm.config;

import java.util.Optional;

/**
 * What packages may do and take ({@code packages} in {@code config.yml}).
 *
 * @param maxUploaded how many uploaded packages there may be
 * @param maxUploadedBytes how many bytes all uploaded packages may have, unpacked
 * @param maxImageBytes how large the image of a package may be
 * @param allowRemoteSources whether the engine may fetch files for a build from addresses that a
 *     Dockerfile names, which reach the host's loopback too
 * @param buildNetwork the network of the commands of a build; empty for the engine's default
 */
public record PackageSettings(
    int maxUploaded,
    long maxUploadedBytes,
    long maxImageBytes,
    boolean allowRemoteSources,
    Optional<String> buildNetwork) {

  /** The settings where a file says nothing. */
  public static final PackageSettings DEFAULT =
      new PackageSettings(200, 10L << 30, 10L << 30, false, Optional.empty());
}
