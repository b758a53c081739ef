package org.dockerrm.workflow.step;

import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.inventory.NetworkKey;
import org.dockerrm.location.Cidr;
import org.dockerrm.transition.RequestRun;

/**
 * The subnet of a network for which the client asks for none: the default of its type where that is
 * free, or else the first free one of the location's {@code networkPool}.
 */
final class FreeSubnets {

  /** A machine whose whole LAN is a /8 would leave nothing of the default pool. */
  private static final int WIDEST_LAN = 16;

  private FreeSubnets() {}

  /**
   * The first subnet that no network has, and that holds the gateway where the client asks for one.
   *
   * @param refused subnets that the host refused, whatever may use them
   */
  static Optional<String> first(RequestRun run, List<String> refused) {
    String gateway = run.instance().properties().getOrDefault(NetworkKey.GATEWAY_PROPERTY, "");
    List<String> taken =
        Stream.of(
                refused.stream(),
                run.host().requireNetworks().all().stream()
                    .flatMap(network -> network.subnets().stream()),
                run.location().local() ? ofThisMachine() : Stream.<String>empty())
            .flatMap(subnets -> subnets)
            .toList();
    return Stream.concat(typeDefault(run), run.location().limits().networkPool().subnets())
        .filter(subnet -> gateway.isBlank() || Cidr.contains(subnet, gateway))
        .filter(subnet -> taken.stream().noneMatch(used -> Cidr.overlap(used, subnet)))
        .findFirst();
  }

  private static Stream<String> typeDefault(RequestRun run) {
    Map<String, PropertyDefinition> properties = run.type().descriptor().properties();
    return Optional.ofNullable(properties.get(NetworkKey.SUBNET_PROPERTY))
        .map(PropertyDefinition::defaultValue)
        .stream();
  }

  /** The engine does not mind a subnet that cuts its host off from a network. */
  private static Stream<String> ofThisMachine() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(at -> at.getInterfaceAddresses().stream())
          .map(FreeSubnets::network);
    } catch (SocketException e) {
      return Stream.empty();
    }
  }

  private static String network(InterfaceAddress at) {
    int prefix = Math.max(WIDEST_LAN, at.getNetworkPrefixLength());
    return at.getAddress().getHostAddress() + "/" + prefix;
  }
}
