package org.dockerrm.location.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.InternetProtocol;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import com.github.dockerjava.api.model.RestartPolicy;
import com.github.dockerjava.api.model.Ulimit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dockerrm.location.ContainerOptions;
import org.dockerrm.location.ContainerOptions.Access;
import org.dockerrm.location.ContainerOptions.Device;
import org.dockerrm.location.ContainerOptions.Limits;
import org.dockerrm.location.ContainerOptions.Port;
import org.dockerrm.location.ContainerOptions.Restart;
import org.dockerrm.location.ContainerSpec;
import org.jspecify.annotations.Nullable;

/** Container options in the words of the engine's API; what says nothing is left out. */
final class DockerOptions {

  private DockerOptions() {}

  /** Adds a container's options and environment to the command that creates it. */
  static void apply(ContainerSpec spec, CreateContainerCmd command) {
    ContainerOptions options = spec.options();
    command.withEnv(environment(spec));
    if (!options.user().isEmpty()) {
      command.withUser(options.user());
    }
    Duration stopTimeout = options.stopTimeout();
    if (stopTimeout != null) {
      command.withStopTimeout(Math.toIntExact(stopTimeout.toSeconds()));
    }
    ContainerOptions.HealthCheck check = options.healthCheck();
    if (check != null) {
      command.withHealthcheck(healthCheck(check));
    }
    if (!options.ports().isEmpty()) {
      command.withExposedPorts(options.ports().stream().map(DockerOptions::exposed).toList());
    }
    toHost(options, spec.labels(), Objects.requireNonNull(command.getHostConfig()));
  }

  private static List<String> environment(ContainerSpec spec) {
    Map<String, String> all = new LinkedHashMap<>(spec.options().environment());
    all.putAll(spec.environment());
    return all.entrySet().stream().map(entry -> entry.getKey() + "=" + entry.getValue()).toList();
  }

  private static void toHost(
      ContainerOptions options, Map<String, String> labels, HostConfig host) {
    if (options.init()) {
      host.withInit(true);
    }
    if (!options.restart().equals(Restart.NEVER)) {
      host.withRestartPolicy(restart(options.restart()));
    }
    if (!options.ports().isEmpty()) {
      host.withPortBindings(options.ports().stream().map(DockerOptions::binding).toList());
    }
    List<Mount> mounts = DockerMounts.of(options, labels);
    if (!mounts.isEmpty()) {
      host.withMounts(mounts);
    }
    if (!options.names().servers().isEmpty()) {
      host.withDns(options.names().servers());
    }
    if (!options.names().hosts().isEmpty()) {
      host.withExtraHosts(options.names().hosts().toArray(String[]::new));
    }
    if (!options.sysctls().isEmpty()) {
      host.withSysctls(options.sysctls());
    }
    allow(options.access(), host);
    limit(options.limits(), host);
  }

  private static void allow(Access access, HostConfig host) {
    if (access.privileged()) {
      host.withPrivileged(true);
    }
    if (!access.addedCapabilities().isEmpty()) {
      host.withCapAdd(capabilities(access.addedCapabilities()));
    }
    if (!access.droppedCapabilities().isEmpty()) {
      host.withCapDrop(capabilities(access.droppedCapabilities()));
    }
    if (access.readOnly()) {
      host.withReadonlyRootfs(true);
    }
    if (access.noNewPrivileges()) {
      host.withSecurityOpts(List.of("no-new-privileges"));
    }
    if (!access.devices().isEmpty()) {
      host.withDevices(access.devices().stream().map(DockerOptions::device).toList());
    }
  }

  private static void limit(Limits limits, HostConfig host) {
    if (limits.memoryBytes() != 0) {
      host.withMemory(limits.memoryBytes());
    }
    if (limits.nanoCpus() != 0) {
      host.withNanoCPUs(limits.nanoCpus());
    }
    if (limits.pids() != 0) {
      host.withPidsLimit(limits.pids());
    }
    if (!limits.ulimits().isEmpty()) {
      host.withUlimits(
          limits.ulimits().entrySet().stream()
              .map(e -> new Ulimit(e.getKey(), e.getValue().soft(), e.getValue().hard()))
              .toList());
    }
  }

  private static RestartPolicy restart(Restart restart) {
    return switch (restart.policy()) {
      case "always" -> RestartPolicy.alwaysRestart();
      case "unless-stopped" -> RestartPolicy.unlessStoppedRestart();
      case "on-failure" -> RestartPolicy.onFailureRestart(restart.retries());
      default -> RestartPolicy.noRestart();
    };
  }

  private static ExposedPort exposed(Port port) {
    return new ExposedPort(port.containerPort(), InternetProtocol.parse(port.protocol()));
  }

  private static PortBinding binding(Port port) {
    return new PortBinding(
        new Ports.Binding(port.hostAddress().isEmpty() ? null : port.hostAddress(), hostPort(port)),
        exposed(port));
  }

  /** The engine itself takes a free port of a range. */
  private static @Nullable String hostPort(Port port) {
    if (port.hostPort() == 0) {
      return null;
    }
    return port.lastHostPort() > port.hostPort()
        ? port.hostPort() + "-" + port.lastHostPort()
        : Integer.toString(port.hostPort());
  }

  private static Capability[] capabilities(List<String> names) {
    return names.stream().map(Capability::valueOf).toArray(Capability[]::new);
  }

  private static com.github.dockerjava.api.model.Device device(Device device) {
    return new com.github.dockerjava.api.model.Device(
        device.permissions(), device.containerPath(), device.hostPath());
  }

  private static HealthCheck healthCheck(ContainerOptions.HealthCheck check) {
    HealthCheck asked = new HealthCheck();
    if (!check.test().isEmpty()) {
      asked.withTest(check.test());
    }
    return asked
        .withInterval(check.interval().toNanos())
        .withTimeout(check.timeout().toNanos())
        .withRetries(check.retries())
        .withStartPeriod(check.startPeriod().toNanos());
  }
}
