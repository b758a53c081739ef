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
 * @param environment environment variables of its main process; they win over the options' own
 * @param labels labels, {@link Host#RESOURCE_ID_LABEL} among them; volumes that come into being
 *     with it get them too
 * @param options how it is made beyond that
 */
public record ContainerSpec(
    String name,
    String image,
    String hostname,
    String network,
    @Nullable String address,
    Map<String, String> environment,
    Map<String, String> labels,
    ContainerOptions options) {

  /** Copies the maps. */
  public ContainerSpec {
    environment = Map.copyOf(environment);
    labels = Map.copyOf(labels);
  }

  /** A container without options. */
  public ContainerSpec(
      String name,
      String image,
      String hostname,
      String network,
      @Nullable String address,
      Map<String, String> environment,
      Map<String, String> labels) {
    this(name, image, hostname, network, address, environment, labels, ContainerOptions.NONE);
  }
}
