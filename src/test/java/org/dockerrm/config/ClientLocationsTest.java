package org.dockerrm.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientLocationsTest {

  private final ClientLocations rules = ClientLocations.DEFAULT;

  @Test
  void aLocationThatAsksForNothingIsTheLocalEngineWithoutPowers() {
    assertThat(rules.check("a", "", Map.of()))
        .isEqualTo(
            new LocationRequest.Fit(
                new LocationSettings(
                    "a",
                    LocationSettings.ENGINE,
                    "",
                    "",
                    URI.create("unix:///var/run/docker.sock"),
                    Optional.empty(),
                    LocationLimits.DEFAULT,
                    Optional.empty(),
                    false)));
  }

  @Test
  void takesEveryProperty() {
    ClientLocations generous =
        new ClientLocations(
            Optional.empty(), Path.of("conf/tls"), Set.of(), true, true, true, true);

    assertThat(
            generous.check(
                "a",
                "lab",
                Map.ofEntries(
                    Map.entry("endpoint", " tcp://[2001:db8::1]:2376 "),
                    Map.entry("tlsDirectory", "engine"),
                    Map.entry("description", "the far one"),
                    Map.entry("maxContainers", "7"),
                    Map.entry("maxConcurrentStarts", "3"),
                    Map.entry("allowPrivileged", "TRUE"),
                    Map.entry("allowBindMounts", "true"),
                    Map.entry("allowHostNetwork", "true"),
                    Map.entry("networkPool", "10.0.0.0/8"),
                    Map.entry("allowRegistryLogins", "true"),
                    Map.entry("metricUrl", "http://192.0.2.1:8082/api/metrics"))))
        .isEqualTo(
            new LocationRequest.Fit(
                new LocationSettings(
                    "a",
                    LocationSettings.ENGINE,
                    "lab",
                    "the far one",
                    URI.create("tcp://[2001:db8::1]:2376"),
                    Optional.of(Path.of("conf/tls/engine")),
                    new LocationLimits(7, 3, true, true, true, new NetworkPool(10 << 24, 8)),
                    Optional.of("http://192.0.2.1:8082/api/metrics"),
                    true)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "endpoint | unix:///run/other.sock | 'unix:///run/other.sock' is not one of the sockets that clients may name",
        "endpoint | unix:///var/run/../run/../../etc/x | 'unix:///var/run/../run/../../etc/x' is not one of the sockets that clients may name",
        "endpoint | http://h:1 | 'http://h:1' is not unix:///path or tcp://host:port",
        "tlsDirectory | /etc/ssl | '/etc/ssl' is not the name of a directory in tls/ of the configuration",
        "tlsDirectory | .. | '..' is not the name of a directory in tls/ of the configuration",
        "tlsDirectory | a/b | 'a/b' is not the name of a directory in tls/ of the configuration",
        "tlsDirectory | a | is allowed only for a tcp endpoint",
        "maxContainers | -1 | '-1' is not a whole number from 0 to 1000000",
        "maxContainers | 1e3 | '1e3' is not a whole number from 0 to 1000000",
        "allowPrivileged | yes | 'yes' is not true or false",
        "allowPrivileged | true | clients may not allow this (clientLocations.allowPrivileged in locations.yml)",
        "allowRegistryLogins | true | clients may not allow this (clientLocations.allowRegistryLogins in locations.yml)",
        "allowBindMounts | true | clients may not allow this (clientLocations.allowBindMounts in locations.yml)",
        "allowHostNetwork | true | clients may not allow this (clientLocations.allowHostNetwork in locations.yml)",
        "networkPool | 300.0.0.0/8 | '300.0.0.0/8' is not a range of IPv4 addresses such as 10.64.0.0/10, /8 to /24",
        "metricUrl | ftp://h/ | 'ftp://h/' is not an address such as http://host:8082/api/metrics",
        "metricUrl | http://me:secret@h/ | 'http://me:secret@h/' is not an address such as http://host:8082/api/metrics",
        "colour | red | is not a property of a location"
      })
  void namesWhatIsWrong(String key, String value, String finding) {
    assertThat(findings("a", "", Map.of(key, value)))
        .containsExactly("properties." + key + ": " + finding);
  }

  @Test
  void namesEverythingAtOnceAndBoundsEveryText() {
    assertThat(
            findings(
                "a b",
                "t".repeat(256),
                Map.of(
                    "description",
                    "d".repeat(1001),
                    "endpoint",
                    "tcp://" + "h".repeat(300) + ":1",
                    "x".repeat(10_000),
                    "y")))
        .hasSize(5)
        .allMatch(finding -> finding.length() < 300);
  }

  @Test
  void needsAnEndpointWhereDockerHostNamesNone() {
    ClientLocations none =
        new ClientLocations(Optional.empty(), Path.of("t"), Set.of(), false, false, false, false);

    assertThat(none.check("a", "", Map.of()))
        .isEqualTo(
            new LocationRequest.Unfit(
                List.of("properties.endpoint: is missing, and DOCKER_HOST names no engine")));
  }

  private List<String> findings(String name, String type, Map<String, String> properties) {
    return ((LocationRequest.Unfit) rules.check(name, type, properties)).findings();
  }
}
