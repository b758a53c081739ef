package org.dockerrm.location.memory;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.dockerrm.config.LocationLimits;
import org.dockerrm.location.Ability;
import org.dockerrm.location.Host;
import org.dockerrm.location.HostStatus;
import org.dockerrm.location.HostWatcher;
import org.dockerrm.location.Location;
import org.dockerrm.location.Networks;
import org.dockerrm.location.Traits;
import org.dockerrm.location.Volumes;

/** A host in memory. What happens at it without the manager is said through its parts. */
public final class MemoryHost implements Host {

  /** The kind of such hosts. */
  public static final String KIND = "memory";

  /** What goes wrong with its calls. */
  public final Faults faults = new Faults();

  /** Its images. */
  public final MemoryImages images = new MemoryImages(faults);

  /** Its containers. */
  public final MemoryContainers containers;

  /** Its scripts. */
  public final MemoryScripts scripts;

  /** Whether a client made its location. */
  public volatile boolean clientMade;

  private final MemoryEvents events = new MemoryEvents(faults);
  private final Traits traits;
  private final AtomicInteger prefixes = new AtomicInteger();

  /** A host that can do everything, with the time of this machine. */
  public MemoryHost() {
    this(Clock.systemUTC(), Set.of());
  }

  /** A host that lacks some abilities. */
  public MemoryHost(Clock clock, Set<Ability> missing) {
    Set<Ability> abilities = EnumSet.allOf(Ability.class);
    abilities.removeAll(missing);
    traits = new Traits(KIND, abilities);
    containers = new MemoryContainers(faults, events, clock, images, traits);
    scripts = containers.scripts();
  }

  /** A location that this host is. */
  public Location location(String name) {
    return location(name, LocationLimits.DEFAULT);
  }

  /** A location that this host is. */
  public Location location(String name, LocationLimits limits) {
    return new Location(name, "test", "", limits, this, true, Optional.empty(), clientMade);
  }

  /** The first three numbers of a subnet that none of its networks has, {@code 10.1.2}. */
  public String freePrefix() {
    return "10.210." + prefixes.incrementAndGet();
  }

  /** Lets it answer no more; scripts and containers go on. */
  public void goAway(String why) {
    faults.away(Optional.of(why));
    scripts.cutOff(Faults.unreachable("run", why));
  }

  /** Lets it answer no more, and something happen of which no event is reported. */
  public void goAwayAfter(String why, Runnable unseen) {
    events.mute(unseen);
    goAway(why);
  }

  /** Lets it answer again. */
  public void comeBack() {
    faults.away(Optional.empty());
    events.tell(HostWatcher::connected);
  }

  @Override
  public Traits traits() {
    return traits;
  }

  @Override
  public MemoryContainers workloads() {
    return containers;
  }

  @Override
  public MemoryScripts scripts() {
    return scripts;
  }

  @Override
  public MemoryImages images() {
    return images;
  }

  @Override
  public Optional<Networks> networks() {
    return Optional.<Networks>of(containers.networks()).filter(it -> traits.can(Ability.NETWORKS));
  }

  @Override
  public Optional<Volumes> volumes() {
    return Optional.<Volumes>of(containers.volumes()).filter(it -> traits.can(Ability.VOLUMES));
  }

  @Override
  public Optional<String> outOfSight() {
    return faults.away().filter(why -> events.areWatched());
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
        .orElseGet(() -> new HostStatus.Reachable(KIND, containers.count(LOCATION_LABEL)));
  }
}
