package org.dockerrm.location.memory;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.dockerrm.location.Ability;
import org.dockerrm.location.ContainerExit;
import org.dockerrm.location.ContainerOptions.Mount;
import org.dockerrm.location.ContainerOptions.Port;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.Creation;
import org.dockerrm.location.Fit;
import org.dockerrm.location.Health;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostException;
import org.dockerrm.location.HostException.Reason;
import org.dockerrm.location.Inspection;
import org.dockerrm.location.ListedContainer;
import org.dockerrm.location.LogLine;
import org.dockerrm.location.Removal;
import org.dockerrm.location.Traits;
import org.dockerrm.location.VolumeSpec;
import org.dockerrm.location.Workloads;
import org.jspecify.annotations.Nullable;

/** The containers of a host, and what happens to them without the manager. */
public final class MemoryContainers implements Workloads {

  private static final int KILLED = 137;

  /** The result of a health check that is made on request. */
  public volatile CompletableFuture<Boolean> check = CompletableFuture.completedFuture(true);

  /** Whether removals are accepted and take effect only once this is false. */
  public volatile boolean removesSlowly;

  private final Faults faults;
  private final MemoryEvents events;
  private final Clock clock;
  private final Map<String, MemoryContainer> containers = new LinkedHashMap<>();
  private final MemoryNetworks networks;
  private final MemoryVolumes volumes;
  private final MemoryImages images;
  private final MemoryScripts scripts;
  private final Traits traits;
  private final Set<String> hidden = new HashSet<>();

  MemoryContainers(
      Faults faults, MemoryEvents events, Clock clock, MemoryImages images, Traits traits) {
    this.faults = faults;
    this.events = events;
    this.clock = clock;
    this.images = images;
    this.scripts = new MemoryScripts(faults, this);
    this.traits = traits;
    this.networks = new MemoryNetworks(faults, events, clock, this::namesOn);
    this.volumes = new MemoryVolumes(faults, clock, this::namesWith);
  }

  MemoryScripts scripts() {
    return scripts;
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

  /** Lets a container be on a member of the host that does not answer. */
  public void hide(String container) {
    happen(container, it -> hidden.add(it.id));
  }

  /** Lets all containers be seen. */
  public void showAll() {
    synchronized (faults) {
      hidden.clear();
    }
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

  @Override
  public Creation create(ContainerSpec spec) {
    return faults.callAlone("create", () -> made(spec));
  }

  private Creation made(ContainerSpec spec) {
    if (traits.check(spec.options()) instanceof Fit.Misfits misfits) {
      throw new HostException(Reason.UNSUPPORTED, String.join("; ", misfits.findings()));
    }
    String address = spec.address();
    if (address != null && !address.isEmpty()) {
      require(Ability.FIXED_ADDRESSES);
    }
    Optional<MemoryContainer> same = lookUp(spec.name());
    if (same.filter(it -> !it.hasOwnerOf(spec)).isPresent()) {
      return new Creation.Foreign(taken(spec.name()));
    }
    MemoryContainer container = same.orElseGet(() -> make(spec));
    if (traits.can(Ability.HOLDS_STOPPED)) {
      return new Creation.Held(container.view());
    }
    return new Creation.Begun(started(container));
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

  private static String taken(String name) {
    return "The container name " + name + " is already in use. It belongs to another owner.";
  }

  private void require(Ability ability) {
    if (!traits.can(ability)) {
      throw traits.unsupported(ability);
    }
  }

  @Override
  public ContainerView start(String reference) {
    return faults.callAlone("start", () -> started(require(reference)));
  }

  private ContainerView started(MemoryContainer container) {
    if (container.running) {
      return container.view();
    }
    if (container.exit().isPresent()) {
      require(Ability.HOLDS_STOPPED);
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

  @Override
  public Inspection find(String reference) {
    return faults.callAlone(
        "find",
        () -> {
          Optional<MemoryContainer> found = lookUp(reference);
          return found.filter(it -> hidden.contains(it.id)).isPresent()
              ? new Inspection.OutOfSight("the member that has " + reference + " is away")
              : found
                  .<Inspection>map(it -> new Inspection.Present(it.view()))
                  .orElseGet(Inspection.Absent::new);
        });
  }

  @Override
  public List<ListedContainer> own() {
    return faults.callAlone(
        "ownContainers",
        () ->
            containers.values().stream()
                .filter(it -> it.spec.labels().containsKey(Host.RESOURCE_ID_LABEL))
                .map(MemoryContainer::listed)
                .toList());
  }

  @Override
  public Optional<ContainerExit> ending(String id) {
    return faults.callAlone("ending", () -> lookUp(id).flatMap(MemoryContainer::exit));
  }

  @Override
  public Map<String, String> environment(String id) {
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

  @Override
  public List<String> names(String location) {
    return faults.callAlone(
        "containerNames",
        () ->
            containers.values().stream()
                .filter(it -> location.equals(it.spec.labels().get(Host.LOCATION_LABEL)))
                .map(it -> it.name)
                .toList());
  }

  @Override
  public void stop(String reference, Duration grace) {
    faults.callAlone(
        "stop",
        () -> {
          require(Ability.HOLDS_STOPPED);
          lookUp(reference).ifPresent(container -> end(container, KILLED, false));
          return true;
        });
  }

  @Override
  public void rename(String reference, String name) {
    faults.callAlone(
        "rename",
        () -> {
          require(Ability.HOLDS_STOPPED);
          MemoryContainer container = require(reference);
          if (lookUp(name).filter(other -> other != container).isPresent()) {
            throw new HostException(Reason.ALREADY_EXISTS, taken(name));
          }
          container.name = name;
          return true;
        });
  }

  @Override
  public Removal remove(String reference) {
    return faults.callAlone(
        "remove",
        () -> {
          Optional<MemoryContainer> found = lookUp(reference);
          found.ifPresent(container -> end(container, KILLED, false));
          if (removesSlowly && found.isPresent()) {
            return new Removal.Going(reference + " is being removed");
          }
          found.ifPresent(this::removed);
          return new Removal.Gone();
        });
  }

  private void removed(MemoryContainer container) {
    containers.remove(container.id);
    events.tell(watcher -> watcher.containerRemoved(container.id));
  }

  @Override
  public CompletableFuture<Boolean> check(String containerId) {
    return faults.call("check", () -> check);
  }

  @Override
  public List<LogLine> log(String reference, int lines) {
    return faults.callAlone(
        "log",
        () -> {
          List<LogLine> all = require(reference).log;
          return List.copyOf(all.subList(Math.max(0, all.size() - lines), all.size()));
        });
  }

  @Override
  public void attach(String reference, String networkReference, @Nullable String address) {
    faults.callAlone(
        "attach",
        () -> {
          require(Ability.ATTACHES);
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

  @Override
  public void detach(String reference, String networkReference) {
    faults.callAlone(
        "detach",
        () -> {
          require(Ability.ATTACHES);
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
