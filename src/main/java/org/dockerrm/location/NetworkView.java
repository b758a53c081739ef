package org.dockerrm.location;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A network as its host shows it.
 *
 * @param id full id
 * @param name its name
 * @param driver {@code bridge}, {@code host}, {@code null}, {@code overlay}, ...
 * @param subnets CIDRs, IPv4 first; empty for {@code host} and {@code none}
 * @param gateway gateway of the first subnet; may be empty
 * @param bridgeName name of the Linux bridge behind it; empty for other drivers
 * @param labels its labels
 * @param containers names of the attached containers; only filled by {@link Networks#find}
 * @param createdAt when it was created, by the host's clock
 */
public record NetworkView(
    String id,
    String name,
    String driver,
    List<String> subnets,
    String gateway,
    String bridgeName,
    Map<String, String> labels,
    List<String> containers,
    Instant createdAt) {

  /** Copies the collections. */
  public NetworkView {
    subnets = List.copyOf(subnets);
    labels = Map.copyOf(labels);
    containers = List.copyOf(containers);
  }
}
