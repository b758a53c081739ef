package org.dockerrm.location.memory;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.dockerrm.location.Cidr;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.HostWatcher;
import org.dockerrm.location.NetworkSpec;
import org.dockerrm.location.NetworkView;
import org.dockerrm.location.Networks;

/** The networks of a host, at first {@code bridge}, {@code host} and {@code none}. */
public final class MemoryNetworks implements Networks {

  private final Faults faults;
  private final MemoryEvents events;
  private final Clock clock;
  private final Map<String, MemoryNetwork> networks = new LinkedHashMap<>();

  /** The names of the containers of a network. */
  private final Function<String, List<String>> attached;

  MemoryNetworks(
      Faults faults, MemoryEvents events, Clock clock, Function<String, List<String>> attached) {
    this.faults = faults;
    this.events = events;
    this.clock = clock;
    this.attached = attached;
    add("bridge", "bridge", List.of("172.17.0.0/16"), "172.17.0.1", "bridge0", Map.of());
    add("host", "host", List.of(), "", "", Map.of());
    add("none", "null", List.of(), "", "", Map.of());
  }

  private MemoryNetwork add(
      String name,
      String driver,
      List<String> subnets,
      String gateway,
      String bridge,
      Map<String, String> labels) {
    MemoryNetwork network =
        new MemoryNetwork(
            new NetworkView(
                MemoryNames.newId(),
                name,
                driver,
                subnets,
                gateway,
                bridge,
                labels,
                List.of(),
                clock.instant()));
    networks.put(network.id(), network);
    return network;
  }

  @Override
  public List<NetworkView> all() {
    return faults.callAlone(
        "networks", () -> networks.values().stream().map(MemoryNetwork::view).toList());
  }

  @Override
  public Optional<NetworkView> find(String reference) {
    return faults.callAlone("network", () -> lookUp(reference).map(this::shown));
  }

  private NetworkView shown(MemoryNetwork network) {
    return network.view(attached.apply(network.id()));
  }

  /** Without being a call. */
  Optional<MemoryNetwork> lookUp(String reference) {
    return networks.values().stream()
        .filter(one -> MemoryNames.means(reference, one.id(), one.view().name()))
        .findFirst();
  }

  MemoryNetwork require(String reference) {
    return lookUp(reference)
        .orElseThrow(
            () -> new HostException(Reason.NOT_FOUND, "There is no network " + reference + "."));
  }

  @Override
  public NetworkView create(NetworkSpec spec) {
    return faults.callAlone("create", () -> shown(make(spec)));
  }

  private MemoryNetwork make(NetworkSpec spec) {
    Optional<MemoryNetwork> same = lookUp(spec.name());
    if (same.isPresent()) {
      return same.filter(one -> isFor(spec, one)).orElseThrow(() -> taken(spec));
    }
    if (!spec.subnet().contains(".") || Cidr.parse(spec.subnet()).isEmpty()) {
      throw new HostException(
          Reason.REFUSED, "Cannot create network " + spec.name() + ": subnet " + spec.subnet());
    }
    for (MemoryNetwork other : networks.values()) {
      if (other.view().subnets().stream().anyMatch(s -> Cidr.overlap(s, spec.subnet()))) {
        throw new HostException(
            Reason.NO_CAPACITY,
            "Cannot create network %s: it overlaps network %s"
                .formatted(spec.name(), other.view().name()));
      }
    }
    MemoryNetwork made =
        add(
            spec.name(),
            spec.driver(),
            subnets(spec),
            spec.gateway().isEmpty() ? Cidr.firstAddress(spec.subnet()).orElse("") : spec.gateway(),
            spec.bridgeName(),
            spec.labels());
    events.tell(HostWatcher::networksChanged);
    return made;
  }

  private static List<String> subnets(NetworkSpec spec) {
    List<String> subnets = new ArrayList<>(List.of(spec.subnet()));
    if (spec.ipv6()) {
      subnets.add(Cidr.privateIpv6(spec.name()));
    }
    return subnets;
  }

  private static boolean isFor(NetworkSpec spec, MemoryNetwork network) {
    String id = spec.labels().get(Host.RESOURCE_ID_LABEL);
    return id != null && id.equals(network.view().labels().get(Host.RESOURCE_ID_LABEL));
  }

  private static HostException taken(NetworkSpec spec) {
    return new HostException(
        Reason.ALREADY_EXISTS, "Cannot create network " + spec.name() + ": the name is in use");
  }

  @Override
  public void remove(String reference) {
    faults.callAlone("removeNetwork", () -> lookUp(reference).map(this::removed));
  }

  private MemoryNetwork removed(MemoryNetwork network) {
    List<String> users = attached.apply(network.id());
    if (!users.isEmpty()) {
      throw new HostException(
          Reason.REFUSED,
          "Cannot remove network " + network.view().name() + ": attached to it: " + users);
    }
    networks.remove(network.id());
    events.tell(HostWatcher::networksChanged);
    return network;
  }
}
