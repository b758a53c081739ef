package org.dockerrm.location.docker;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.dockerrm.location.ContainerHost;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostWatcher;
import org.dockerrm.location.ImageBuild;
import org.dockerrm.location.ImageView;
import org.dockerrm.location.NetworkSpec;
import org.dockerrm.location.NetworkView;
import org.dockerrm.location.ScriptCall;
import org.dockerrm.location.ScriptResult;
import org.dockerrm.location.VolumeSpec;
import org.dockerrm.location.VolumeView;
import org.jspecify.annotations.Nullable;

/** A Docker engine as a container host. Nothing is connected before the first call. */
final class DockerHost implements ContainerHost, AutoCloseable {

  private final String name;
  private final DockerClients clients;
  private final DockerCalls calls;
  private final DockerNetworks networks;
  private final DockerVolumes volumes;
  private final DockerContainers containers;
  private final DockerAttachments attachments;
  private final DockerScripts scripts;
  private final DockerImages images;
  private final Set<DockerEvents> watches = ConcurrentHashMap.newKeySet();

  /**
   * @param name the location's name, for thread names
   * @param endpoint {@code unix://...} or {@code tcp://host:port}
   * @param tlsDirectory directory with {@code ca.pem}, {@code cert.pem} and {@code key.pem}
   */
  DockerHost(String name, URI endpoint, Optional<Path> tlsDirectory) {
    this.name = name;
    clients = new DockerClients(endpoint, tlsDirectory);
    calls = new DockerCalls(new DockerErrors(endpoint));
    networks = new DockerNetworks(clients, calls);
    volumes = new DockerVolumes(clients, calls);
    containers = new DockerContainers(clients, calls, networks);
    attachments = new DockerAttachments(clients, calls, containers, networks);
    scripts = new DockerScripts(clients, calls, containers);
    images = new DockerImages(clients, calls);
  }

  @Override
  public Optional<ImageView> image(String reference) {
    return images.find(reference);
  }

  @Override
  public String build(ImageBuild build, Consumer<String> progress) {
    return images.build(build, progress);
  }

  @Override
  public ContainerView create(ContainerSpec spec) {
    return containers.create(spec);
  }

  @Override
  public ContainerView start(String containerId) {
    ContainerView started = containers.start(containerId);
    scripts.seen(started);
    return started;
  }

  @Override
  public Optional<ContainerView> container(String idOrName) {
    return containers.find(idOrName);
  }

  @Override
  public List<ContainerView> ownContainers() {
    return containers.own();
  }

  @Override
  public List<String> containerNames(String location) {
    return containers.names(location);
  }

  @Override
  public void stop(String containerId, Duration grace) {
    containers.stop(containerId, grace);
  }

  @Override
  public void remove(String containerId) {
    containers.remove(containerId);
  }

  @Override
  public CompletableFuture<ScriptResult> run(ScriptCall call) {
    return scripts.run(call);
  }

  @Override
  public void stopScript(String containerId, String runId) {
    scripts.stop(containerId, runId);
  }

  @Override
  public List<NetworkView> networks() {
    return networks.all();
  }

  @Override
  public Optional<NetworkView> network(String idOrName) {
    return networks.find(idOrName);
  }

  @Override
  public NetworkView create(NetworkSpec spec) {
    return networks.create(spec);
  }

  @Override
  public void removeNetwork(String networkId) {
    networks.remove(networkId);
  }

  @Override
  public Optional<VolumeView> volume(String name) {
    return volumes.find(name);
  }

  @Override
  public VolumeView create(VolumeSpec spec) {
    return volumes.create(spec);
  }

  @Override
  public void removeVolume(String name) {
    volumes.remove(name);
  }

  @Override
  public void connect(String containerId, String networkId, @Nullable String address) {
    attachments.connect(containerId, networkId, address);
  }

  @Override
  public void disconnect(String containerId, String networkId) {
    attachments.disconnect(containerId, networkId);
  }

  @Override
  public AutoCloseable watch(HostWatcher watcher) {
    DockerEvents events = new DockerEvents(clients, calls, watcher, name);
    watches.add(events);
    events.start();
    return () -> {
      events.close();
      watches.remove(events);
    };
  }

  @Override
  public Optional<String> unreachable() {
    try {
      calls.call(
          "reach location " + name,
          DockerClients.PROBE_TIMEOUT,
          () -> clients.probe().pingCmd().exec());
      return Optional.empty();
    } catch (HostException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    watches.forEach(DockerEvents::close);
    clients.close();
    calls.close();
  }
}
