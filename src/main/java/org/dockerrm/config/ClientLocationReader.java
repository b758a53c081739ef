package org.dockerrm.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Turns the properties of one location that a client asks for into settings or findings. */
final class ClientLocationReader {

  private static final Pattern DIRECTORY = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}");
  private static final int LONGEST_TYPE = 255;
  private static final int LONGEST_ADDRESS = 255;
  private static final int LONGEST_DESCRIPTION = 1_000;

  private final ClientLocations rules;
  private final Map<String, String> rest;
  private final List<String> findings = new ArrayList<>();

  ClientLocationReader(ClientLocations rules, Map<String, String> properties) {
    this.rules = rules;
    this.rest = new TreeMap<>(properties);
  }

  LocationRequest read(String name, String type) {
    if (!LocationRules.isName(name)) {
      findings.add("name: '" + ConfigFindings.shown(name) + "' " + LocationRules.NAME_FORM);
    }
    bounded("type", type, LONGEST_TYPE);
    String kind = take("kind").orElse(LocationSettings.ENGINE);
    if (!LocationRules.isKind(kind)) {
      findings.add("kind: " + quoted(kind) + " " + LocationRules.KIND_FORM);
    }
    String description = take("description").orElse("");
    bounded("properties.description", description, LONGEST_DESCRIPTION);
    Optional<URI> endpoint = endpoint();
    Optional<Path> tls = tlsDirectory(endpoint);
    LocationLimits limits =
        new LocationLimits(
            number("maxContainers", LocationRules.MOST_CONTAINERS),
            number("maxConcurrentStarts", LocationRules.MOST_STARTS),
            power("allowPrivileged", rules.allowPrivileged()),
            power("allowBindMounts", rules.allowBindMounts()),
            power("allowHostNetwork", rules.allowHostNetwork()),
            networkPool());
    boolean logins = power("allowRegistryLogins", rules.allowRegistryLogins());
    Optional<String> metricUrl = metricUrl();
    rest.keySet().stream().limit(20).forEach(key -> wrong(key, "is not a property of a location"));
    return findings.isEmpty()
        ? new LocationRequest.Fit(
            new LocationSettings(
                name,
                kind,
                type,
                description,
                endpoint.orElseThrow(),
                tls,
                limits,
                metricUrl,
                logins))
        : new LocationRequest.Unfit(findings);
  }

  private Optional<URI> endpoint() {
    Optional<String> given = take("endpoint");
    if (given.isEmpty()) {
      if (rules.defaultEndpoint().isEmpty()) {
        wrong("endpoint", "is missing, and DOCKER_HOST names no engine");
      }
      return rules.defaultEndpoint();
    }
    bounded("properties.endpoint", given.get(), LONGEST_ADDRESS);
    Optional<URI> endpoint = EngineAddress.parse(given.get());
    if (endpoint.isEmpty()) {
      wrong("endpoint", quoted(given.get()) + " " + LocationRules.ENDPOINT_FORM);
    } else if (LocationRules.socket(endpoint.get()).filter(s -> !isOpen(s)).isPresent()) {
      wrong("endpoint", quoted(given.get()) + " is not one of the sockets that clients may name");
    }
    return endpoint;
  }

  private boolean isOpen(Path socket) {
    return rules.sockets().contains(socket);
  }

  private Optional<Path> tlsDirectory(Optional<URI> endpoint) {
    Optional<String> name = take("tlsDirectory");
    if (name.isEmpty()) {
      return Optional.empty();
    }
    if (!DIRECTORY.matcher(name.get()).matches()) {
      wrong(
          "tlsDirectory",
          quoted(name.get()) + " is not the name of a directory in tls/ of the configuration");
    } else if (endpoint.flatMap(LocationRules::socket).isPresent()) {
      wrong("tlsDirectory", "is allowed only for a tcp endpoint");
    }
    return findings.isEmpty() ? name.map(rules.tlsRoot()::resolve) : Optional.empty();
  }

  private Optional<String> metricUrl() {
    Optional<String> url = take("metricUrl");
    url.ifPresent(text -> bounded("properties.metricUrl", text, LONGEST_ADDRESS));
    if (url.filter(text -> !LocationRules.isMetricUrl(text)).isPresent()) {
      wrong("metricUrl", quoted(url.get()) + " " + LocationRules.METRIC_URL_FORM);
    }
    return url;
  }

  private int number(String key, int most) {
    Optional<String> text = take(key);
    Optional<Integer> number = text.flatMap(t -> LocationRules.number(t, most));
    if (text.isPresent() && number.isEmpty()) {
      wrong(key, quoted(text.get()) + " is not a whole number from 0 to " + most);
    }
    return number.orElse(0);
  }

  private NetworkPool networkPool() {
    Optional<String> text = take("networkPool");
    Optional<NetworkPool> pool = text.flatMap(NetworkPool::parse);
    if (text.isPresent() && pool.isEmpty()) {
      wrong("networkPool", quoted(text.get()) + " " + NetworkPool.FORM);
    }
    return pool.orElse(NetworkPool.DEFAULT);
  }

  private boolean power(String key, boolean grantable) {
    String text = take(key).orElse("false");
    boolean wanted = text.equalsIgnoreCase("true");
    if (!wanted && !text.equalsIgnoreCase("false")) {
      wrong(key, quoted(text) + " is not true or false");
    } else if (wanted && !grantable) {
      wrong(key, "clients may not allow this (clientLocations." + key + " in locations.yml)");
    }
    return wanted;
  }

  private void bounded(String key, String text, int most) {
    if (text.length() > most) {
      findings.add(key + ": has more than " + most + " characters");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      findings.add(key + ": has control characters");
    }
  }

  private Optional<String> take(String key) {
    return Optional.ofNullable(rest.remove(key)).map(String::strip).filter(t -> !t.isEmpty());
  }

  private void wrong(String key, String text) {
    findings.add("properties." + ConfigFindings.shown(key) + ": " + text);
  }

  private static String quoted(String text) {
    return "'" + ConfigFindings.shown(text) + "'";
  }
}
