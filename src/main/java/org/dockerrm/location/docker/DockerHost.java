package org.dockerrm.location.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.dockerrm.config.LocationSettings;
import org.dockerrm.database.Worker;
import org.dockerrm.location.ContainerExit;
import org.dockerrm.location.ContainerHost;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.HostStatus;
import org.dockerrm.location.HostWatcher;
import org.dockerrm.location.ImageBuild;
import org.dockerrm.location.ImageProgress;
import org.dockerrm.location.ImageView;
import org.dockerrm.location.ListedContainer;
import org.dockerrm.location.LogLine;
import org.dockerrm.location.NetworkSpec;
import org.dockerrm.location.NetworkView;
import org.dockerrm.location.ScriptCall;
import org.dockerrm.location.ScriptCall.ParameterFile;
import org.dockerrm.location.ScriptProgress;
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
  private final DockerChecks checks;
  private final DockerImageFiles files;
  private final DockerImages images;
  private final DockerLogs logs;
  private final DockerInspections inspections;
  private final DockerPulls pulls;
  private final Set<DockerEvents> watches = ConcurrentHashMap.newKeySet();

  /** The engine of a location. */
  DockerHost(LocationSettings settings, Clock clock, TransportDecorator line) {
    name = settings.name();
    clients = new DockerClients(settings, clock, line);
    calls =
        new DockerCalls(
            new DockerErrors(settings.endpoint(), settings.tlsDirectory().isPresent()),
            line.answerLimit(),
            clients.alarms(),
            () -> clients.patientProbe().pingCmd().exec());
    networks = new DockerNetworks(clients, calls);
    volumes = new DockerVolumes(clients, calls);
    containers = new DockerContainers(clients, calls, networks);
    attachments = new DockerAttachments(clients, calls, containers, networks);
    scripts = new DockerScripts(clients, calls, containers);
    logs = new DockerLogs(clients, calls);
    inspections = new DockerInspections(clients, calls);
    checks = new DockerChecks(clients, calls);
    files = new DockerImageFiles(clients, calls);
    images = new DockerImages(clients, calls, files);
    pulls = new DockerPulls(clients, calls, images);
  }

  @Override
  public Set<String> secrets() {
    return clients.logins();
  }

  @Override
  public Optional<String> outOfSight() {
    return watches.stream().map(DockerEvents::away).flatMap(Optional::stream).findFirst();
  }

  @Override
  public Optional<ImageView> image(String reference) {
    return images.find(reference);
  }

  @Override
  public String build(ImageBuild build, ImageProgress progress) {
    return images.build(build, progress);
  }

  @Override
  public String pull(String reference, ImageProgress progress) {
    return pulls.pull(reference, progress);
  }

  @Override
  public Optional<String> obstacle(String image, List<String> scripts) {
    return files.obstacle(image, scripts);
  }

  @Override
  public boolean removeImage(String reference) {
    return images.remove(reference);
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
  public List<ListedContainer> ownContainers() {
    return containers.own();
  }

  @Override
  public Optional<ContainerExit> ending(String containerId) {
    return inspections.ending(containerId);
  }

  @Override
  public Map<String, String> environment(String containerId) {
    return inspections.environment(containerId);
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
  public void rename(String containerId, String name) {
    containers.rename(containerId, name);
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
  public CompletableFuture<Boolean> check(String containerId) {
    return checks.run(containerId);
  }

  @Override
  public Optional<ScriptResult.Finished> stopScript(
      String containerId, String runId, ParameterFile file) {
    return scripts.stop(containerId, runId, file);
  }

  @Override
  public Optional<ScriptProgress> scriptProgress(
      String containerId, String runId, ParameterFile file, long from) {
    return scripts.progress(containerId, runId, file, from);
  }

  @Override
  public List<LogLine> log(String containerId, int lines) {
    return logs.last(containerId, lines);
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
  public List<VolumeView> ownVolumes() {
    return volumes.own();
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
  public AutoCloseable watch(HostWatcher watcher, Duration interval) {
    DockerEvents events = new DockerEvents(clients, calls, watcher, interval, name);
    watches.add(events);
    events.start();
    return () -> {
      events.close();
      watches.remove(events);
    };
  }

  /** The threads that follow this engine's events. */
  Stream<Worker> workers() {
    return watches.stream().map(DockerEvents::worker);
  }

  @Override
  public int processors() {
    return inspections.processors();
  }

  @Override
  public Optional<String> unreachable() {
    return calls.probe("reach location " + name, () -> clients.probe().pingCmd().exec());
  }

  @Override
  public HostStatus look() {
    AtomicReference<HostStatus> seen = new AtomicReference<>();
    return calls
        .probe("reach location " + name, () -> seen.set(reachable()))
        .<HostStatus>map(HostStatus.Unreachable::new)
        .orElseGet(seen::get);
  }

  private HostStatus reachable() {
    DockerClient engine = clients.probe();
    List<Container> ours =
        engine
            .listContainersCmd()
            .withShowAll(true)
            .withLabelFilter(Map.of(LOCATION_LABEL, name))
            .exec();
    return new HostStatus.Reachable(
        String.valueOf(engine.versionCmd().exec().getVersion()), ours.size());
  }

  @Override
  public void close() {
    watches.forEach(DockerEvents::close);
    clients.close();
  }
}
