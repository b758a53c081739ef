package org.dockerrm.location.memory;

import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.dockerrm.location.ContainerExit;
import org.dockerrm.location.ContainerHost;
import org.dockerrm.location.ContainerOptions.Mount;
import org.dockerrm.location.ContainerOptions.Port;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.Health;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.ListedContainer;
import org.dockerrm.location.LogLine;
import org.dockerrm.location.VolumeSpec;
import org.jspecify.annotations.Nullable;

/** The containers of a host, and what happens to them without the manager. */
public final class MemoryContainers {

  private static final int KILLED = 137;

  /** The result of a health check that is made on request. */
  public volatile CompletableFuture<Boolean> check = CompletableFuture.completedFuture(true);

  private final Faults faults;
  private final MemoryEvents events;
  private final Clock clock;
  private final Map<String, MemoryContainer> containers = new LinkedHashMap<>();
  private final MemoryNetworks networks;
  private final MemoryVolumes volumes;
  private final MemoryImages images;
  private final MemoryScripts scripts;

  MemoryContainers(
      Faults faults, MemoryEvents events, Clock clock, MemoryImages images, MemoryScripts scripts) {
    this.faults = faults;
    this.events = events;
    this.clock = clock;
    this.images = images;
    this.scripts = scripts;
    this.networks = new MemoryNetworks(faults, events, clock, this::namesOn);
    this.volumes = new MemoryVolumes(faults, clock, this::namesWith);
  }

  MemoryNetworks networks() {
    return networks;
  }

  MemoryVolumes volumes() {
    return volumes;
  }

  private List<String> namesOn(String networkId) {
    return containers.values().stream()
        .filter(container -> container.isAttachedTo(networkId))
        .map(container -> container.name)
        .toList();
  }

  private List<String> namesWith(String volume) {
    return containers.values().stream()
        .filter(container -> container.mounts(volume))
        .map(container -> container.name)
        .toList();
  }

  /** Ends the main process of a container, as a crash does. */
  public void exit(String container, int code) {
    happen(container, it -> end(it, code, false));
  }

  /** Lets the kernel kill the main process for want of memory. */
  public void killForMemory(String container) {
    happen(container, it -> end(it, KILLED, true));
  }

  /** Freezes the processes of a container, or lets them go on. */
  public void pause(String container, boolean paused) {
    happen(
        container,
        it -> {
          it.paused = paused;
          events.tell(watcher -> watcher.containerConditionChanged(it.id));
        });
  }

  /** Sets what the host's health checks say. */
  public void health(String container, Health health) {
    happen(
        container,
        it -> {
          it.health = health;
          events.tell(watcher -> watcher.containerConditionChanged(it.id));
        });
  }

  /** Lets the main process write a line. */
  public void write(String container, LogLine line) {
    happen(container, it -> it.log.add(line));
  }

  private void happen(String container, Consumer<MemoryContainer> event) {
    synchronized (faults) {
      event.accept(require(container));
    }
  }

  private void end(MemoryContainer container, int code, boolean outOfMemory) {
    if (!container.running) {
      return;
    }
    container.end(code, outOfMemory, clock.instant());
    scripts.lose(container.id, "its container ended with exit code " + code);
    events.tell(watcher -> watcher.containerDied(container.id, code));
  }

  /** Without being a call. */
  Optional<MemoryContainer> lookUp(String reference) {
    return containers.values().stream().filter(one -> one.isMeantBy(reference)).findFirst();
  }

  MemoryContainer require(String reference) {
    return lookUp(reference)
        .orElseThrow(() -> new HostException(Reason.NOT_FOUND, "No such container: " + reference));
  }

  /** Without being a call. */
  int count(String label) {
    synchronized (faults) {
      return (int)
          containers.values().stream().filter(it -> it.spec.labels().containsKey(label)).count();
    }
  }

  ContainerView create(ContainerSpec spec) {
    return faults.callAlone("create", () -> make(spec).view());
  }

  private MemoryContainer make(ContainerSpec spec) {
    MemoryNetwork network = networks.require(spec.network());
    String user =
        images
            .lookUp(spec.image())
            .orElseThrow(
                () -> new HostException(Reason.NOT_FOUND, "No such image: " + spec.image()))
            .user();
    if (!MemoryNames.isName(spec.name())) {
      throw new HostException(Reason.REFUSED, "Invalid container name: " + spec.name());
    }
    Optional<MemoryContainer> same = lookUp(spec.name());
    if (same.isPresent()) {
      return same.filter(it -> it.hasOwnerOf(spec)).orElseThrow(() -> taken(spec.name()));
    }
    spec.options().mounts().stream()
        .filter(mount -> mount.kind() == Mount.Kind.VOLUME && !mount.source().isEmpty())
        .forEach(
            mount ->
                volumes.ensure(new VolumeSpec(mount.source(), "local", Map.of(), spec.labels())));
    String chosen = spec.options().user().isEmpty() ? user : spec.options().user();
    MemoryContainer made = new MemoryContainer(spec, chosen, network, clock.instant());
    containers.put(made.id, made);
    return made;
  }

  private static HostException taken(String name) {
    return new HostException(
        Reason.ALREADY_EXISTS,
        "The container name " + name + " is already in use. It belongs to another owner.");
  }

  ContainerView start(String reference) {
    return faults.callAlone("start", () -> started(require(reference)));
  }

  private ContainerView started(MemoryContainer container) {
    if (container.running) {
      return container.view();
    }
    container.spec.options().ports().forEach(this::requireFree);
    container.start(clock.instant());
    events.tell(watcher -> watcher.containerStarted(container.id));
    Integer exit = images.exits.get(container.spec.image());
    if (exit != null) {
      end(container, exit, false);
      throw new HostException(
          Reason.REFUSED,
          "Cannot start container " + container.name + ": it ended at once with exit code " + exit);
    }
    return container.view();
  }

  private void requireFree(Port port) {
    boolean taken =
        port.hostPort() != 0
            && containers.values().stream()
                .filter(container -> container.running)
                .flatMap(container -> container.spec.options().ports().stream())
                .anyMatch(
                    other ->
                        other.hostPort() == port.hostPort()
                            && other.protocol().equals(port.protocol()));
    if (taken) {
      throw new HostException(Reason.NO_CAPACITY, "port is already allocated: " + port.hostPort());
    }
  }

  Optional<ContainerView> find(String reference) {
    return faults.callAlone("container", () -> lookUp(reference).map(MemoryContainer::view));
  }

  List<ListedContainer> own() {
    return faults.callAlone(
        "ownContainers",
        () ->
            containers.values().stream()
                .filter(it -> it.spec.labels().containsKey(ContainerHost.RESOURCE_ID_LABEL))
                .map(MemoryContainer::listed)
                .toList());
  }

  Optional<ContainerExit> ending(String id) {
    return faults.callAlone("ending", () -> lookUp(id).flatMap(MemoryContainer::exit));
  }

  Map<String, String> environment(String id) {
    return faults.callAlone(
        "environment",
        () -> {
          Map<String, String> environment = new HashMap<>();
          lookUp(id)
              .ifPresent(
                  container -> {
                    environment.putAll(container.spec.options().environment());
                    environment.putAll(container.spec.environment());
                  });
          return environment;
        });
  }

  List<String> names(String location) {
    return faults.callAlone(
        "containerNames",
        () ->
            containers.values().stream()
                .filter(it -> location.equals(it.spec.labels().get(ContainerHost.LOCATION_LABEL)))
                .map(it -> it.name)
                .toList());
  }

  void stop(String reference) {
    faults.callAlone(
        "stop",
        () -> {
          lookUp(reference).ifPresent(container -> end(container, KILLED, false));
          return true;
        });
  }

  void rename(String reference, String name) {
    faults.callAlone(
        "rename",
        () -> {
          MemoryContainer container = require(reference);
          if (lookUp(name).filter(other -> other != container).isPresent()) {
            throw taken(name);
          }
          container.name = name;
          return true;
        });
  }

  void remove(String reference) {
    faults.callAlone(
        "remove",
        () -> {
          lookUp(reference).ifPresent(this::removed);
          return true;
        });
  }

  private void removed(MemoryContainer container) {
    end(container, KILLED, false);
    containers.remove(container.id);
    events.tell(watcher -> watcher.containerRemoved(container.id));
  }

  List<LogLine> log(String reference, int lines) {
    return faults.callAlone(
        "log",
        () -> {
          List<LogLine> all = require(reference).log;
          return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
        });
  }

  void connect(String reference, String networkReference, @Nullable String address) {
    faults.callAlone(
        "connect",
        () -> {
          MemoryNetwork network = networks.require(networkReference);
          MemoryContainer container = require(reference);
          String wanted = address == null ? "" : address;
          Optional<String> has = container.addressOn(network);
          if (has.isEmpty()) {
            container.attach(network, wanted);
            events.tell(watcher -> watcher.attachmentsChanged(container.id));
          } else if (!wanted.isEmpty() && !has.get().isEmpty() && !has.get().equals(wanted)) {
            throw new HostException(
                Reason.REFUSED,
                "Cannot connect container %s to network %s at %s: it is attached at %s"
                    .formatted(container.name, network.view().name(), wanted, has.get()));
          }
          return true;
        });
  }

  void disconnect(String reference, String networkReference) {
    faults.callAlone(
        "disconnect",
        () -> {
          Optional<MemoryContainer> container = lookUp(reference);
          Optional<MemoryNetwork> network = networks.lookUp(networkReference);
          if (container.isPresent()
              && network.isPresent()
              && container.get().detach(network.get())) {
            events.tell(watcher -> watcher.attachmentsChanged(container.get().id));
          }
          return true;
        });
  }
}
