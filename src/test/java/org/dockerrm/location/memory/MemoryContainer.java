package org.dockerrm.location.memory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.location.ContainerExit;
import org.dockerrm.location.ContainerOptions.Mount;
import org.dockerrm.location.ContainerSpec;
import org.dockerrm.location.ContainerView;
import org.dockerrm.location.ContainerView.Attachment;
import org.dockerrm.location.Health;
import org.dockerrm.location.Host;
import org.dockerrm.location.ListedContainer;
import org.dockerrm.location.ListedContainer.Condition;
import org.dockerrm.location.LogLine;

/** A container of a host. */
final class MemoryContainer {

  final String id = MemoryNames.newId();
  final ContainerSpec spec;
  final List<LogLine> log = new ArrayList<>();
  String name;
  boolean running;
  boolean paused;
  Instant startedAt = Instant.EPOCH;
  Health health = Health.UNCHECKED;

  private final String user;
  private final Instant createdAt;
  private final Map<MemoryNetwork, Place> places = new LinkedHashMap<>();
  private Optional<ContainerExit> exit = Optional.empty();

  /** The address that is asked for on a network, and the one that it has while it runs. */
  private record Place(String wanted, String address) {}

  MemoryContainer(ContainerSpec spec, String user, MemoryNetwork network, Instant createdAt) {
    this.spec = spec;
    this.name = spec.name();
    this.user = user;
    this.createdAt = createdAt;
    String address = spec.address();
    places.put(network, new Place(address == null ? "" : address, ""));
  }

  boolean isMeantBy(String reference) {
    return MemoryNames.means(reference, id, name);
  }

  boolean hasOwnerOf(ContainerSpec other) {
    String owner = spec.labels().get(Host.RESOURCE_ID_LABEL);
    return owner != null && owner.equals(other.labels().get(Host.RESOURCE_ID_LABEL));
  }

  boolean mounts(String volume) {
    return spec.options().mounts().stream()
        .anyMatch(mount -> mount.kind() == Mount.Kind.VOLUME && mount.source().equals(volume));
  }

  /** Takes its addresses and runs; whatever is missing leaves it as it was. */
  void start(Instant now) {
    Map<MemoryNetwork, Place> before = Map.copyOf(places);
    try {
      places.replaceAll(
          (network, place) -> new Place(place.wanted(), network.lease(id, place.wanted())));
    } catch (RuntimeException e) {
      places.keySet().forEach(network -> network.release(id));
      places.putAll(before);
      throw e;
    }
    running = true;
    startedAt = now;
    exit = Optional.empty();
  }

  void end(int code, boolean outOfMemory, Instant now) {
    running = false;
    paused = false;
    exit = Optional.of(new ContainerExit(code, outOfMemory, now));
    places.keySet().forEach(network -> network.release(id));
    places.replaceAll((network, place) -> new Place(place.wanted(), ""));
  }

  Optional<ContainerExit> exit() {
    return exit;
  }

  void attach(MemoryNetwork network, String wanted) {
    places.put(network, new Place(wanted, running ? network.lease(id, wanted) : ""));
  }

  /** Whether it was attached. */
  boolean detach(MemoryNetwork network) {
    network.release(id);
    return places.remove(network) != null;
  }

  boolean isAttachedTo(String networkId) {
    return places.keySet().stream().anyMatch(network -> network.id().equals(networkId));
  }

  Optional<String> addressOn(MemoryNetwork network) {
    return Optional.ofNullable(places.get(network))
        .map(place -> place.address().isEmpty() ? place.wanted() : place.address());
  }

  private String hostname() {
    if (places.keySet().stream().anyMatch(network -> network.view().driver().equals("host"))) {
      return "memory";
    }
    return spec.hostname().isEmpty() ? id.substring(0, 12) : spec.hostname();
  }

  /** As with an engine, networks have no ids before the first start. */
  private List<Attachment> attachments() {
    boolean started = startedAt.isAfter(Instant.EPOCH);
    return places.entrySet().stream()
        .map(
            entry ->
                new Attachment(
                    started ? entry.getKey().id() : "",
                    entry.getKey().view().name(),
                    entry.getValue().address(),
                    running ? entry.getKey().view().gateway() : ""))
        .toList();
  }

  ContainerView view() {
    return new ContainerView(
        id,
        name,
        running,
        paused,
        false,
        !spec.options().restart().policy().equals("no"),
        startedAt,
        exit.map(ContainerExit::exitCode).orElse(0),
        hostname(),
        user,
        spec.labels(),
        attachments(),
        spec.options().stopTimeout(),
        health);
  }

  ListedContainer listed() {
    return new ListedContainer(
        id, name, running, condition(), exit.isPresent(), spec.labels(), attachments(), createdAt);
  }

  private Condition condition() {
    if (paused) {
      return Condition.PAUSED;
    }
    return switch (health.status()) {
      case HEALTHY -> Condition.HEALTHY;
      case UNHEALTHY -> Condition.UNHEALTHY;
      case STARTING, UNCHECKED -> Condition.PLAIN;
    };
  }
}
