package org.dockerrm.workflow.step;

import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.NetworkSlot;
import org.dockerrm.transition.RequestRun;
import org.springframework.stereotype.Component;

/** The container that an instance's type and properties ask for. */
@Component
class ContainerSpecs {

  private final NetworkSlots networks;
  private final InstanceOptions options;
  private final ContainerEnvironment environment;

  ContainerSpecs(NetworkSlots networks, InstanceOptions options, ContainerEnvironment environment) {
    this.networks = networks;
    this.options = options;
    this.environment = environment;
  }

  /** From that image, on its first network; the others are attached before it starts. */
  ContainerSpec of(RequestRun run, String image) {
    NetworkSlot first = networks.of(run).get(0);
    LocationPermissions.checkNetwork(run.location(), first.network());
    return new ContainerSpec(
        Containers.nameOf(run),
        image,
        HostName.of(run.instance()),
        first.network(),
        first.address().isEmpty() ? null : first.address(),
        environment.of(run, first.network()),
        ResourceLabels.of(run),
        options.of(run));
  }
}
