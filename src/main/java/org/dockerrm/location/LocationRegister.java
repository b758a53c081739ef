package org.dockerrm.location;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dockerrm.config.LocationRequest;
import org.dockerrm.config.LocationSettings;
import org.dockerrm.config.LocationsSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** The locations of the file and of the database, each with one open host. */
@Component
class LocationRegister implements Locations {

  private static final Logger log = LoggerFactory.getLogger(LocationRegister.class);

  private final LocationsSettings settings;
  private final MeteredHosts hosts;
  private final ClientLocationTable table;
  private final ApplicationEventPublisher events;
  private final Map<String, Entry> file = new LinkedHashMap<>();
  private volatile Map<String, Entry> entries;

  /** A location with its settings. */
  private record Entry(LocationSettings settings, Location location) {

    /** Whether the open host can serve those settings too. */
    boolean hasSameEngineAs(LocationSettings other) {
      return settings.kind().equals(other.kind())
          && settings.endpoint().equals(other.endpoint())
          && settings.tlsDirectory().equals(other.tlsDirectory())
          && settings.allowRegistryLogins() == other.allowRegistryLogins();
    }
  }

  LocationRegister(
      LocationsSettings settings,
      MeteredHosts hosts,
      ClientLocationTable table,
      ApplicationEventPublisher events) {
    this.settings = settings;
    this.hosts = hosts;
    this.table = table;
    this.events = events;
    settings.locations().forEach(l -> file.put(l.name(), entry(l, hosts.open(l), false)));
    this.entries = withClientLocations(Map.of());
    table.all().stream().map(ClientLocationTable.Row::name).forEach(this::warnWhereTheFileWins);
  }

  @Override
  public List<Location> all() {
    return entries.values().stream().map(Entry::location).toList();
  }

  @Override
  public Optional<Location> find(String name) {
    return Optional.ofNullable(entries.get(name)).map(Entry::location);
  }

  @Override
  public boolean hold(String name) {
    return isOfFile(name) || table.lock(name).isPresent();
  }

  /** Whether the settings file has a location of that name. */
  boolean isOfFile(String name) {
    return file.containsKey(name);
  }

  /** Whether the location of that name has, or may have, another engine than these settings. */
  boolean mayHaveOtherEngine(LocationSettings other) {
    Entry entry = entries.get(other.name());
    return entry == null
        || !entry.settings().kind().equals(other.kind())
        || !entry.settings().endpoint().equals(other.endpoint());
  }

  /** Checks what a client asks for. */
  LocationRequest check(ClientLocationTable.Row row) {
    return settings.clients().check(row.name(), row.type(), row.properties());
  }

  /** Serves the locations as the database has them now, that of the given name newly opened. */
  synchronized void refresh(String changed) {
    Map<String, Entry> before = entries;
    Map<String, Entry> kept = new LinkedHashMap<>(before);
    kept.computeIfPresent(
        changed, (name, entry) -> entry.settings().tlsDirectory().isPresent() ? null : entry);
    entries = withClientLocations(kept);
    events.publishEvent(new LocationsChanged());
    Collection<Host> inUse = all().stream().map(Location::host).toList();
    before.values().stream()
        .map(entry -> entry.location().host())
        .filter(host -> !inUse.contains(host))
        .forEach(hosts::close);
  }

  private Map<String, Entry> withClientLocations(Map<String, Entry> open) {
    Map<String, Entry> all = new LinkedHashMap<>(file);
    for (ClientLocationTable.Row row : table.all()) {
      if (isOfFile(row.name())) {
        continue;
      }
      LocationRequest checked = check(row);
      if (checked instanceof LocationRequest.Fit fit && !hosts.opens(fit.settings())) {
        log.error(
            "deployment location {} is not served: this manager has no kind '{}'",
            row.name(),
            fit.settings().kind());
      } else if (checked instanceof LocationRequest.Fit fit) {
        all.put(row.name(), entry(fit.settings(), open));
      } else if (checked instanceof LocationRequest.Unfit unfit) {
        log.error("deployment location {} is not served: {}", row.name(), unfit.findings());
      }
    }
    return all;
  }

  private Entry entry(LocationSettings wanted, Map<String, Entry> open) {
    Entry before = open.get(wanted.name());
    return before != null && before.hasSameEngineAs(wanted)
        ? entry(wanted, before.location().host(), true)
        : entry(wanted, hosts.open(wanted), true);
  }

  private static Entry entry(LocationSettings settings, Host host, boolean clientMade) {
    return new Entry(
        settings,
        new Location(
            settings.name(),
            settings.type(),
            settings.description(),
            settings.limits(),
            host,
            settings.isLocal(),
            settings.metricUrl(),
            clientMade));
  }

  private void warnWhereTheFileWins(String name) {
    if (isOfFile(name)) {
      log.warn(
          "deployment location {} was created over REST and is in locations.yml too: the file takes precedence",
          name);
    }
  }
}
