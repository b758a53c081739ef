package org.dockerrm.location.docker;

import com.github.dockerjava.api.model.ContainerNetwork;
import java.util.Optional;
import org.dockerrm.location.ContainerView.Attachment;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.NetworkView;
import org.jspecify.annotations.Nullable;

/** The attachments of one engine's containers to its networks. */
final class DockerAttachments {

  private final DockerClients clients;
  private final DockerCalls calls;
  private final DockerContainers containers;
  private final DockerNetworks networks;

  DockerAttachments(
      DockerClients clients,
      DockerCalls calls,
      DockerContainers containers,
      DockerNetworks networks) {
    this.clients = clients;
    this.calls = calls;
    this.containers = containers;
    this.networks = networks;
  }

  void connect(String container, String reference, @Nullable String address) {
    NetworkView network =
        networks
            .find(reference)
            .orElseThrow(
                () ->
                    new HostException(
                        Reason.NOT_FOUND,
                        DockerErrors.oneLine("There is no network " + reference) + "."));
    String doing =
        "connect container %s to network %s"
            .formatted(DockerNames.shown(container), network.name());
    Optional<Attachment> existing = containers.require(container).attachmentTo(network.name());
    if (existing.isPresent()) {
      refuseOtherAddress(doing, existing.get(), address);
      return;
    }
    try {
      calls.run(doing, () -> attach(container, network.id(), address));
    } catch (HostException e) {
      if (!isAttached(container, network)) {
        throw e;
      }
    }
  }

  private void attach(String container, String network, @Nullable String address) {
    ContainerNetwork endpoint = new ContainerNetwork();
    if (address != null && !address.isEmpty()) {
      endpoint.withIpamConfig(new ContainerNetwork.Ipam().withIpv4Address(address));
    }
    clients
        .control()
        .connectToNetworkCmd()
        .withNetworkId(network)
        .withContainerId(container)
        .withContainerNetwork(endpoint)
        .exec();
  }

  private static void refuseOtherAddress(String doing, Attachment has, @Nullable String wanted) {
    if (wanted != null
        && !wanted.isEmpty()
        && !has.address().isEmpty()
        && !has.address().equals(wanted)) {
      throw new HostException(
          Reason.REFUSED,
          "Cannot %s at %s: it is attached at %s.".formatted(doing, wanted, has.address()));
    }
  }

  void disconnect(String container, String reference) {
    Optional<NetworkView> found = networks.find(reference);
    if (found.isEmpty() || !isAttached(container, found.get())) {
      return;
    }
    NetworkView network = found.get();
    try {
      calls.run(
          "disconnect container %s from network %s"
              .formatted(DockerNames.shown(container), network.name()),
          () ->
              clients
                  .control()
                  .disconnectFromNetworkCmd()
                  .withNetworkId(network.id())
                  .withContainerId(container)
                  .exec());
    } catch (HostException e) {
      if (isAttached(container, network)) {
        throw e;
      }
    }
  }

  private boolean isAttached(String container, NetworkView network) {
    return containers
        .find(container)
        .flatMap(view -> view.attachmentTo(network.name()))
        .isPresent();
  }
}
