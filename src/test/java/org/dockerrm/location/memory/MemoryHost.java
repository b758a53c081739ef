package org.dockerrm.location.memory;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.dockerrm.config.LocationLimits;
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
import org.dockerrm.location.Location;
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

/** A host in memory. What happens at it without the manager is said through its fields. */
public final class MemoryHost implements ContainerHost {

  /** What goes wrong with its calls. */
  public final Faults faults = new Faults();

  /** Its images. */
  public final MemoryImages images = new MemoryImages(faults);

  /** Its scripts. */
  public final MemoryScripts scripts = new MemoryScripts(faults);

  /** Its containers. */
  public final MemoryContainers containers;

  /** Whether a client made its location. */
  public volatile boolean clientMade;

  private final MemoryEvents events = new MemoryEvents(faults);
  private final MemoryNetworks networks;
  private final MemoryVolumes volumes;

  /** A host with the time of this machine. */
  public MemoryHost() {
    this(Clock.systemUTC());
  }

  /** A host with that time. */
  public MemoryHost(Clock clock) {
    containers = new MemoryContainers(faults, events, clock, images, scripts);
    networks = containers.networks();
    volumes = containers.volumes();
  }

  /** A location that this host is. */
  public Location location(String name) {
    return location(name, LocationLimits.DEFAULT);
  }

  /** A location that this host is. */
  public Location location(String name, LocationLimits limits) {
    return new Location(name, "test", "", limits, this, true, Optional.empty(), clientMade);
  }

  /** Lets it answer no more; scripts and containers go on. */
  public void goAway(String why) {
    faults.away(Optional.of(why));
    scripts.cutOff(Faults.unreachable("run", why));
  }

  /** Lets it answer again. */
  public void comeBack() {
    faults.away(Optional.empty());
    events.tell(HostWatcher::connected);
  }

  @Override
  public Optional<String> outOfSight() {
    return faults.away().filter(why -> events.areWatched());
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
    return images.pull(reference, progress);
  }

  @Override
  public Optional<String> obstacle(String image, List<String> paths) {
    return images.obstacle(image);
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
    return containers.start(containerId);
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
    return containers.ending(containerId);
  }

  @Override
  public Map<String, String> environment(String containerId) {
    return containers.environment(containerId);
  }

  @Override
  public List<String> containerNames(String location) {
    return containers.names(location);
  }

  @Override
  public void stop(String containerId, Duration grace) {
    containers.stop(containerId);
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
    return scripts.run(call, containers);
  }

  @Override
  public CompletableFuture<Boolean> check(String containerId) {
    return faults.call("check", () -> containers.check);
  }

  @Override
  public Optional<ScriptResult.Finished> stopScript(
      String containerId, String runId, ParameterFile file) {
    return scripts.stop(containers.find(containerId), runId);
  }

  @Override
  public Optional<ScriptProgress> scriptProgress(
      String containerId, String runId, ParameterFile file, long from) {
    return scripts.progress(containers.find(containerId), runId, from);
  }

  @Override
  public List<LogLine> log(String containerId, int lines) {
    return containers.log(containerId, lines);
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
    containers.connect(containerId, networkId, address);
  }

  @Override
  public void disconnect(String containerId, String networkId) {
    containers.disconnect(containerId, networkId);
  }

  @Override
  public AutoCloseable watch(HostWatcher watcher, Duration interval) {
    return events.watch(watcher, interval);
  }

  @Override
  public int processors() {
    return 2;
  }

  @Override
  public Optional<String> unreachable() {
    faults.pause("unreachable");
    return faults.away();
  }

  @Override
  public HostStatus look() {
    return unreachable()
        .<HostStatus>map(HostStatus.Unreachable::new)
        .orElseGet(
            () ->
                new HostStatus.Reachable("memory", containers.count(ContainerHost.LOCATION_LABEL)));
  }
}
