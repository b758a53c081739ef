package org.dockerrm.location;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A container to be created.
 *
 * @param name deterministic name, unique on the host
 * @param image image reference
 * @param hostname host name inside; ignored where the network is the host's own
 * @param network id or name of the network it starts on
 * @param address static address on that network
 * @param environment environment variables of its main process
 * @param labels labels, {@link ContainerHost#RESOURCE_ID_LABEL} among them
 */
public record ContainerSpec(
    String name,
    String image,
    String hostname,
    String network,
    @Nullable String address,
    Map<String, String> environment,
    Map<String, String> labels) {

  /** Copies the maps. */
  public ContainerSpec {
    environment = Map.copyOf(environment);
    labels = Map.copyOf(labels);
  }
}
