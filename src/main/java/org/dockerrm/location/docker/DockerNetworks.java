package org.dockerrm.location.docker;

import com.github.dockerjava.api.command.CreateNetworkCmd;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Network.Ipam;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dockerrm.location.Cidr;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.NetworkSpec;
import org.dockerrm.location.NetworkView;
import org.dockerrm.location.Networks;

/** The networks of one engine. */
final class DockerNetworks implements Networks {

  private static final String BRIDGE_NAME = "com.docker.network.bridge.name";

  private final DockerClients clients;
  private final DockerCalls calls;
  private final Object creating = new Object();

  DockerNetworks(DockerClients clients, DockerCalls calls) {
    this.clients = clients;
    this.calls = calls;
  }

  @Override
  public List<NetworkView> all() {
    return calls.call(
        "list networks",
        () ->
            clients.control().listNetworksCmd().exec().stream().map(DockerViews::network).toList());
  }

  @Override
  public Optional<NetworkView> find(String reference) {
    if (!DockerNames.isObject(reference)) {
      return listed(reference);
    }
    Optional<NetworkView> found =
        calls.call(
            "look at network " + DockerNames.shown(reference),
            () -> {
              try {
                return Optional.of(inspect(reference));
              } catch (NotFoundException e) {
                return Optional.<NetworkView>empty();
              } catch (BadRequestException e) {
                // Several networks of one name; the engine leaves the choice to us.
                return listed(reference).map(view -> inspect(view.id()));
              }
            });
    return found.filter(view -> DockerNames.means(reference, view.id(), view.name()));
  }

  private NetworkView inspect(String reference) {
    return DockerViews.network(
        clients.control().inspectNetworkCmd().withNetworkId(reference).exec());
  }

  private Optional<NetworkView> listed(String name) {
    return all().stream().filter(view -> view.name().equals(name)).findFirst();
  }

  /** How a container is to be created so that it starts on that network. */
  StartNetwork startNetwork(String reference) {
    if (StartNetwork.BUILT_IN.contains(reference)) {
      return new StartNetwork(reference);
    }
    NetworkView network =
        find(reference)
            .orElseThrow(
                () ->
                    new HostException(
                        Reason.NOT_FOUND,
                        DockerErrors.oneLine("There is no network " + reference) + "."));
    // Where the engine's own networks are given by id, their names mean something special.
    return new StartNetwork(
        StartNetwork.BUILT_IN.contains(network.name()) ? network.name() : network.id());
  }

  @Override
  public NetworkView create(NetworkSpec spec) {
    String doing = "create network " + spec.name();
    // The engine's own check for duplicate names lets simultaneous calls through.
    synchronized (creating) {
      try {
        String id = calls.call(doing, () -> command(spec).exec().getId());
        return calls.call(doing, () -> inspect(id));
      } catch (HostException e) {
        if (e.reason() == Reason.ALREADY_EXISTS) {
          return adopt(spec, e);
        }
        throw isOverlap(e) ? overlap(spec, e) : e;
      }
    }
  }

  private CreateNetworkCmd command(NetworkSpec spec) {
    List<Ipam.Config> ranges = new ArrayList<>();
    ranges.add(
        new Ipam.Config()
            .withSubnet(spec.subnet())
            .withGateway(spec.gateway().isEmpty() ? null : spec.gateway()));
    if (spec.ipv6() && !spec.subnet().contains(":")) {
      String seed =
          Objects.requireNonNullElse(spec.labels().get(Host.RESOURCE_ID_LABEL), spec.name());
      ranges.add(new Ipam.Config().withSubnet(Cidr.privateIpv6(seed)));
    }
    return clients
        .control()
        .createNetworkCmd()
        .withName(spec.name())
        .withDriver(spec.driver())
        .withIpam(new Ipam().withConfig(ranges))
        .withOptions(
            spec.bridgeName().isEmpty() ? Map.of() : Map.of(BRIDGE_NAME, spec.bridgeName()))
        .withCheckDuplicate(true)
        .withInternal(spec.internal())
        .withEnableIpv6(spec.ipv6())
        .withLabels(spec.labels());
  }

  private NetworkView adopt(NetworkSpec spec, HostException conflict) {
    String id = spec.labels().get(Host.RESOURCE_ID_LABEL);
    return find(spec.name())
        .filter(v -> id != null && id.equals(v.labels().get(Host.RESOURCE_ID_LABEL)))
        .orElseThrow(() -> conflict);
  }

  private static boolean isOverlap(HostException error) {
    return String.valueOf(error.getMessage()).toLowerCase(Locale.ROOT).contains("pool overlaps");
  }

  private HostException overlap(NetworkSpec spec, HostException cause) {
    String other =
        all().stream()
            .filter(view -> view.subnets().stream().anyMatch(s -> Cidr.overlap(s, spec.subnet())))
            .map(view -> "network " + view.name() + " " + view.subnets())
            .findFirst()
            .orElse("an address range that the host uses otherwise");
    return new HostException(
        Reason.NO_CAPACITY,
        "Cannot create network %s [%s]: it overlaps %s (the engine says: %s)."
            .formatted(spec.name(), spec.subnet(), other, cause.getMessage()),
        cause);
  }

  @Override
  public void remove(String reference) {
    Optional<NetworkView> found = find(reference);
    if (found.isEmpty()) {
      return;
    }
    NetworkView network = found.get();
    refuseWithContainers(network);
    try {
      calls.run(
          "remove network " + network.name(),
          () -> clients.control().removeNetworkCmd(network.id()).exec());
    } catch (HostException e) {
      Optional<NetworkView> left = find(network.id());
      if (left.isPresent()) {
        refuseWithContainers(left.get());
        throw e;
      }
    }
  }

  private void refuseWithContainers(NetworkView network) {
    // The network itself names running containers only, but a stopped one needs it just as much.
    Stream<String> listed =
        calls
            .call(
                "list the containers of network " + network.name(),
                () ->
                    clients
                        .control()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withNetworkFilter(List.of(network.id()))
                        .exec())
            .stream()
            .flatMap(DockerNames::of);
    TreeSet<String> names = new TreeSet<>(network.containers());
    listed.forEach(names::add);
    if (!names.isEmpty()) {
      throw new HostException(
          Reason.REFUSED,
          "Cannot remove network %s: %s attached to it."
              .formatted(
                  network.name(), String.join(", ", names) + (names.size() == 1 ? " is" : " are")));
    }
  }

  /** The network mode of a container to be created. */
  record StartNetwork(String mode) {

    private static final List<String> BUILT_IN = List.of("bridge", "host", "none");

    boolean isHost() {
      return mode.equals("host");
    }
  }
}
