package org.dockerrm.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Turns the entries of {@code locations.yml} into {@link LocationsSettings}. */
final class LocationsReader {

  private static final List<String> TLS_FILES = List.of("ca.pem", "cert.pem", "key.pem");

  private final ConfigFindings findings;
  private final Optional<String> dockerHost;
  private final Map<String, String> keysOfNames = new TreeMap<>();

  private LocationsReader(ConfigFindings findings, Optional<String> dockerHost) {
    this.findings = findings;
    this.dockerHost = dockerHost;
  }

  /**
   * The locations of a file; findings decide whether they may be used.
   *
   * @param dockerHost the engine of locations that name none, as in {@code DOCKER_HOST}
   * @param directory the directory of the file
   */
  static LocationsSettings read(
      YamlMap file, ConfigFindings findings, Optional<String> dockerHost, Path directory) {
    Optional<ConfigValue> list = file.take("locations");
    Optional<YamlMap> clients = file.take("clientLocations").flatMap(ConfigValue::map);
    file.warnOfRest();
    LocationsReader reader = new LocationsReader(findings, dockerHost);
    List<LocationSettings> locations = list.map(reader::locations).orElse(List.of());
    if (list.isEmpty()) {
      findings.error("locations: at least one location is needed");
    }
    return new LocationsSettings(
        locations,
        reader.clients(clients.orElse(new YamlMap("", List.of(), findings)), locations, directory));
  }

  private ClientLocations clients(YamlMap map, List<LocationSettings> locations, Path directory) {
    Optional<URI> engine = EngineAddress.parse(dockerHost.orElse(LocationRules.LOCAL_ENGINE));
    Set<Path> sockets = new HashSet<>();
    engine.flatMap(LocationRules::socket).ifPresent(sockets::add);
    locations.forEach(l -> LocationRules.socket(l.endpoint()).ifPresent(sockets::add));
    map.take("unixSockets")
        .flatMap(ConfigValue::list)
        .ifPresent(list -> list.forEach(value -> socket(value).ifPresent(sockets::add)));
    ClientLocations clients =
        new ClientLocations(
            engine,
            directory.resolve("tls"),
            sockets,
            bool(map, "allowPrivileged"),
            bool(map, "allowBindMounts"),
            bool(map, "allowHostNetwork"),
            bool(map, "allowRegistryLogins"));
    map.warnOfRest();
    return clients;
  }

  private static Optional<Path> socket(ConfigValue value) {
    Optional<String> text = value.text();
    Optional<Path> socket = text.flatMap(EngineAddress::parse).flatMap(LocationRules::socket);
    return text.isPresent() && socket.isEmpty()
        ? value.wrong("'" + ConfigFindings.shown(text.get()) + "' is not unix:///path")
        : socket;
  }

  private static LocationLimits limits(YamlMap map) {
    return new LocationLimits(
        map.take("maxContainers")
            .flatMap(value -> value.number(LocationRules.MOST_CONTAINERS))
            .orElse(LocationLimits.DEFAULT.maxContainers()),
        map.take("maxConcurrentStarts")
            .flatMap(value -> value.number(LocationRules.MOST_STARTS))
            .orElse(LocationLimits.DEFAULT.maxConcurrentStarts()),
        bool(map, "allowPrivileged"),
        bool(map, "allowBindMounts"),
        bool(map, "allowHostNetwork"),
        map.take("networkPool")
            .flatMap(LocationsReader::networkPool)
            .orElse(LocationLimits.DEFAULT.networkPool()));
  }

  private static Optional<NetworkPool> networkPool(ConfigValue value) {
    Optional<String> text = value.text();
    Optional<NetworkPool> pool = text.flatMap(NetworkPool::parse);
    return text.isPresent() && pool.isEmpty()
        ? value.wrong("'" + ConfigFindings.shown(text.get()) + "' " + NetworkPool.FORM)
        : pool;
  }

  private static boolean bool(YamlMap map, String key) {
    return map.take(key).flatMap(ConfigValue::bool).orElse(false);
  }

  private List<LocationSettings> locations(ConfigValue list) {
    List<ConfigValue> entries = list.list().orElse(List.of());
    if (entries.isEmpty() && !findings.hasErrors()) {
      list.wrong("at least one location is needed");
    }
    List<LocationSettings> locations = new ArrayList<>();
    for (ConfigValue entry : entries) {
      entry.map().flatMap(map -> location(entry, map)).ifPresent(locations::add);
    }
    return locations;
  }

  private Optional<LocationSettings> location(ConfigValue entry, YamlMap map) {
    Optional<ConfigValue> nameValue = map.take("name");
    Optional<String> name = nameValue.flatMap(this::name);
    if (nameValue.isEmpty()) {
      findings.error(entry.node(), entry.key() + ".name", "is missing");
    }
    String kind = map.take("kind").flatMap(LocationsReader::kind).orElse(LocationSettings.ENGINE);
    String type = map.take("type").flatMap(ConfigValue::text).orElse("");
    String description = map.take("description").flatMap(ConfigValue::text).orElse("");
    Optional<URI> endpoint = endpoint(entry, map.take("endpoint"));
    Optional<Path> tls = map.take("tlsDirectory").flatMap(value -> tlsDirectory(value, endpoint));
    LocationLimits limits = limits(map);
    Optional<String> metricUrl = map.take("metricUrl").flatMap(MetricSettingsReader::url);
    boolean logins = map.take("allowRegistryLogins").flatMap(ConfigValue::bool).orElse(true);
    map.warnOfRest();
    return name.flatMap(
        n ->
            endpoint.map(
                uri ->
                    new LocationSettings(
                        n, kind, type, description, uri, tls, limits, metricUrl, logins)));
  }

  private static Optional<String> kind(ConfigValue value) {
    return value
        .text()
        .flatMap(
            text ->
                LocationRules.isKind(text)
                    ? Optional.of(text)
                    : value.wrong(
                        "'" + ConfigFindings.shown(text) + "' " + LocationRules.KIND_FORM));
  }

  private Optional<String> name(ConfigValue value) {
    if (value.isBlank()) {
      return value.wrong("is empty");
    }
    return value
        .text()
        .flatMap(
            text -> {
              if (!LocationRules.isName(text)) {
                return value.wrong(
                    "'" + ConfigFindings.shown(text) + "' " + LocationRules.NAME_FORM);
              }
              String first = keysOfNames.putIfAbsent(text, value.key());
              return first == null
                  ? Optional.of(text)
                  : value.wrong("'" + text + "' is the name of " + first + " already");
            });
  }

  private Optional<URI> endpoint(ConfigValue entry, Optional<ConfigValue> given) {
    Optional<String> text = given.flatMap(ConfigValue::text);
    if (given.isPresent() && text.isEmpty() && !given.get().isBlank()) {
      return Optional.empty();
    }
    String address = text.or(() -> dockerHost).orElse(LocationRules.LOCAL_ENGINE);
    Optional<URI> endpoint = EngineAddress.parse(address);
    if (endpoint.isEmpty()) {
      findings.error(
          given.map(ConfigValue::node).orElse(entry.node()),
          entry.key() + ".endpoint",
          "'"
              + ConfigFindings.shown(address)
              + "'"
              + (text.isPresent() ? "" : " (from DOCKER_HOST)")
              + " "
              + LocationRules.ENDPOINT_FORM);
    }
    return endpoint;
  }

  private Optional<Path> tlsDirectory(ConfigValue value, Optional<URI> endpoint) {
    Optional<Path> directory = value.path();
    if (directory.isEmpty()) {
      return directory;
    }
    if (endpoint.filter(uri -> uri.getScheme().equals("unix")).isPresent()) {
      return value.wrong("is allowed only for a tcp endpoint");
    }
    if (!Files.isDirectory(directory.get())) {
      return value.wrong(
          "'" + ConfigFindings.shown(directory.get().toString()) + "' is no directory");
    }
    List<String> missing = missing(directory.get()).toList();
    return missing.isEmpty()
        ? directory
        : value.wrong(
            "'"
                + ConfigFindings.shown(directory.get().toString())
                + "' has no readable "
                + String.join(", ", missing));
  }

  private static Stream<String> missing(Path directory) {
    return TLS_FILES.stream()
        .filter(
            name -> {
              Path file = directory.resolve(name);
              return !Files.isRegularFile(file) || !Files.isReadable(file);
            });
  }
}
