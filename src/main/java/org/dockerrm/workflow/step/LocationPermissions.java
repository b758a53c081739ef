package org.dockerrm.workflow.step;

import java.util.List;
import org.dockerrm.location.Capabilities;
import org.dockerrm.location.ContainerOptions;
import org.dockerrm.location.ContainerOptions.Access;
import org.dockerrm.location.ContainerOptions.Device;
import org.dockerrm.location.ContainerOptions.Mount;
import org.dockerrm.location.Fit;
import org.dockerrm.location.Location;
import org.dockerrm.location.NetworkSlot;
import org.dockerrm.transition.FailureCode;

/**
 * What a location lets containers do to its host. {@code allowPrivileged} is needed for everything
 * that reaches beyond a container: {@code privileged}, devices, and capabilities that not every
 * container has; {@code allowBindMounts} for files of the host; {@code allowHostNetwork} for the
 * host's own network.
 */
final class LocationPermissions {

  private LocationPermissions() {}

  /** A permanent failure that names the location and the setting where something is not allowed. */
  static void check(Location location, ContainerOptions options) {
    if (location.host().traits().check(options) instanceof Fit.Misfits misfits) {
      throw Failures.permanent(
          FailureCode.INFRASTRUCTURE_ERROR,
          "location " + location.name() + ": " + String.join("; ", misfits.findings()));
    }
    if (!location.limits().allowPrivileged()) {
      checkAccess(location, options.access());
    }
    options.mounts().stream()
        .filter(mount -> mount.kind() == Mount.Kind.BIND)
        .findFirst()
        .ifPresent(mount -> requireBindMounts(location, "container.volumes: " + mount.source()));
  }

  /** A permanent failure where the location does not let files of its host be mounted. */
  static void requireBindMounts(Location location, String setting) {
    if (!location.limits().allowBindMounts()) {
      throw refused(location, setting, "allowBindMounts");
    }
  }

  /**
   * A permanent failure where a network is the host's own and the location does not allow that.
   *
   * @param network id or name on the host
   */
  static void checkNetwork(Location location, String network) {
    if (location.limits().allowHostNetwork() || network.equals(NetworkSlot.DEFAULT_NETWORK)) {
      return;
    }
    location
        .host()
        .networks()
        .flatMap(networks -> networks.find(network))
        .filter(found -> found.driver().equals("host"))
        .ifPresent(
            host -> {
              throw refused(location, "network " + host.name(), "allowHostNetwork");
            });
  }

  /** A permanent failure where the location does not allow networks of that driver. */
  static void checkNetworkDriver(Location location, String driver) {
    if (!location.allowsNetworkDriver(driver)) {
      throw refused(location, "networks of driver " + driver, "allowHostNetwork");
    }
  }

  private static void checkAccess(Location location, Access access) {
    if (access.privileged()) {
      throw refused(location, "container.privileged", "allowPrivileged");
    }
    List<String> capabilities = Capabilities.beyondDefault(access.addedCapabilities());
    if (!capabilities.isEmpty()) {
      throw refused(
          location,
          "container.capabilities: " + String.join(", ", capabilities),
          "allowPrivileged");
    }
    if (!access.devices().isEmpty()) {
      throw refused(
          location,
          "container.devices: "
              + String.join(", ", access.devices().stream().map(Device::hostPath).toList()),
          "allowPrivileged");
    }
  }

  private static RuntimeException refused(Location location, String setting, String limit) {
    return Failures.permanent(
        FailureCode.INFRASTRUCTURE_ERROR,
        "location "
            + location.name()
            + " does not allow "
            + setting
            + " (its limit "
            + limit
            + " is not set)");
  }
}
