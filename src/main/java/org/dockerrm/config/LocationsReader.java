package org.dockerrm.config;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Turns the entries of {@code locations.yml} into {@link LocationsSettings}. */
final class LocationsReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,100}");
  private static final String LOCAL_ENGINE = "unix:///var/run/docker.sock";
  private static final List<String> TLS_FILES = List.of("ca.pem", "cert.pem", "key.pem");

  private final Findings findings;
  private final Optional<String> dockerHost;
  private final Map<String, String> keysOfNames = new TreeMap<>();

  private LocationsReader(Findings findings, Optional<String> dockerHost) {
    this.findings = findings;
    this.dockerHost = dockerHost;
  }

  /**
   * The locations of a file; findings tell whether they may be used.
   *
   * @param dockerHost the engine of locations that name none, as in {@code DOCKER_HOST}
   */
  static LocationsSettings read(YamlMap file, Findings findings, Optional<String> dockerHost) {
    Optional<YamlValue> list = file.take("locations");
    file.warnOfRest();
    if (list.isEmpty()) {
      findings.error("locations: at least one location is needed");
      return new LocationsSettings(List.of());
    }
    return new LocationsReader(findings, dockerHost).locations(list.get());
  }

  private LocationsSettings locations(YamlValue list) {
    List<YamlValue> entries = list.list().orElse(List.of());
    if (entries.isEmpty() && !findings.hasErrors()) {
      list.wrong("at least one location is needed");
    }
    List<LocationSettings> locations = new ArrayList<>();
    for (YamlValue entry : entries) {
      entry.map().flatMap(map -> location(entry, map)).ifPresent(locations::add);
    }
    return new LocationsSettings(locations);
  }

  private Optional<LocationSettings> location(YamlValue entry, YamlMap map) {
    Optional<YamlValue> nameValue = map.take("name");
    Optional<String> name = nameValue.flatMap(this::name);
    if (nameValue.isEmpty()) {
      findings.error(entry.node(), entry.key() + ".name", "is missing");
    }
    String type = map.take("type").flatMap(YamlValue::text).orElse("");
    String description = map.take("description").flatMap(YamlValue::text).orElse("");
    Optional<URI> endpoint = endpoint(entry, map.take("endpoint"));
    Optional<Path> tls = map.take("tlsDirectory").flatMap(value -> tlsDirectory(value, endpoint));
    map.warnOfRest();
    return name.flatMap(
        n -> endpoint.map(uri -> new LocationSettings(n, type, description, uri, tls)));
  }

  private Optional<String> name(YamlValue value) {
    if (value.isBlank()) {
      return value.wrong("is empty");
    }
    return value
        .text()
        .flatMap(
            text -> {
              if (!NAME.matcher(text).matches()) {
                return value.wrong(
                    "'"
                        + Findings.shown(text)
                        + "' is not a location name: letters, digits, '_', '.', ':' and '-', at"
                        + " most 100");
              }
              String first = keysOfNames.putIfAbsent(text, value.key());
              return first == null
                  ? Optional.of(text)
                  : value.wrong("'" + text + "' is the name of " + first + " already");
            });
  }

  private Optional<URI> endpoint(YamlValue entry, Optional<YamlValue> given) {
    Optional<String> text = given.flatMap(YamlValue::text);
    if (given.isPresent() && text.isEmpty() && !given.get().isBlank()) {
      return Optional.empty();
    }
    String address = text.or(() -> dockerHost).orElse(LOCAL_ENGINE);
    Optional<URI> endpoint = EngineAddress.parse(address);
    if (endpoint.isEmpty()) {
      findings.error(
          given.map(YamlValue::node).orElse(entry.node()),
          entry.key() + ".endpoint",
          "'"
              + Findings.shown(address)
              + "'"
              + (text.isPresent() ? "" : " (from DOCKER_HOST)")
              + " is not unix:///path or tcp://host:port");
    }
    return endpoint;
  }

  private Optional<Path> tlsDirectory(YamlValue value, Optional<URI> endpoint) {
    Optional<Path> directory = value.path();
    if (directory.isEmpty()) {
      return directory;
    }
    if (endpoint.filter(uri -> uri.getScheme().equals("unix")).isPresent()) {
      return value.wrong("is of use for a tcp endpoint only");
    }
    if (!Files.isDirectory(directory.get())) {
      return value.wrong("'" + Findings.shown(directory.get().toString()) + "' is no directory");
    }
    List<String> missing = missing(directory.get()).toList();
    return missing.isEmpty()
        ? directory
        : value.wrong(
            "'"
                + Findings.shown(directory.get().toString())
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
