package org.dockerrm.location.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.dockerrm.config.LocationSettings;
import org.dockerrm.database.Worker;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostStatus;
import org.dockerrm.location.HostWatcher;
import org.dockerrm.location.ImageStore;
import org.dockerrm.location.Networks;
import org.dockerrm.location.ScriptRunner;
import org.dockerrm.location.Traits;
import org.dockerrm.location.Volumes;
import org.dockerrm.location.Workloads;

/** A Docker engine as a host. Nothing is connected before the first call. */
final class DockerHost implements Host, AutoCloseable {

  private static final Traits TRAITS = Traits.all(LocationSettings.ENGINE);

  private final String name;
  private final DockerClients clients;
  private final DockerCalls calls;
  private final DockerNetworks networks;
  private final DockerVolumes volumes;
  private final DockerScripts scripts;
  private final DockerImages images;
  private final DockerInspections inspections;
  private final DockerWorkloads workloads;
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
    images = new DockerImages(clients, calls);
    inspections = new DockerInspections(clients, calls);
    DockerContainers containers = new DockerContainers(clients, calls, networks);
    scripts = new DockerScripts(clients, calls, containers);
    workloads =
        new DockerWorkloads(
            containers,
            new DockerAttachments(clients, calls, containers, networks),
            inspections,
            new DockerLogs(clients, calls),
            new DockerChecks(clients, calls),
            scripts);
  }

  @Override
  public Optional<String> outOfSight() {
    return watches.stream().map(DockerEvents::away).flatMap(Optional::stream).findFirst();
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Workloads workloads() {
    return workloads;
  }

  @Override
  public ScriptRunner scripts() {
    return scripts;
  }

  @Override
  public ImageStore images() {
    return images;
  }

  @Override
  public Optional<Networks> networks() {
    return Optional.of(networks);
  }

  @Override
  public Optional<Volumes> volumes() {
    return Optional.of(volumes);
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
            .withLabelFilter(Map.of(Host.LOCATION_LABEL, name))
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
