package org.dockerrm.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dockerrm.config.Settings.KafkaSettings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LogLevel;

/** What the files of the configuration directory mean, and what is said of wrong ones. */
class ConfigDirectoryTest {

  private static final String LOCATIONS = "locations:\n  - name: dev\n";
  private static final URI LOCAL_ENGINE = URI.create("unix:///var/run/docker.sock");

  @TempDir Path directory;

  @BeforeEach
  void writesTheSmallestFiles() {
    write("config.yml", "");
    write("locations.yml", LOCATIONS);
  }

  @Test
  void readsTheShippedFilesWithoutAWarning() {
    var contents = ConfigDirectory.read(Path.of("config"), Optional.empty());

    assertThat(contents.warnings()).isEmpty();
    assertThat(contents.settings())
        .isEqualTo(
            new Settings(
                "docker-rm::dev",
                "1.0.0",
                List.of("1.0"),
                List.of(Path.of("csars")),
                false,
                new KafkaSettings(Optional.of("kafka:9092"), Optional.of("docker-rm")),
                Optional.empty(),
                false,
                Duration.ofMinutes(15),
                Duration.ofDays(1)));
    assertThat(contents.locations().locations())
        .containsExactly(
            new LocationSettings(
                "dev",
                "development",
                "the Docker engine of this machine",
                LOCAL_ENGINE,
                Optional.empty()));
    assertThat(contents.levels())
        .containsEntry("ROOT", LogLevel.INFO)
        .containsEntry("org.dockerrm.api", LogLevel.INFO);
  }

  @Test
  void hasADefaultForEverySetting() {
    assertThat(read().settings())
        .isEqualTo(
            new Settings(
                "docker-rm",
                "1.0.0",
                List.of("1.0"),
                List.of(Path.of("csars")),
                false,
                new KafkaSettings(Optional.empty(), Optional.empty()),
                Optional.empty(),
                false,
                Duration.ofMinutes(15),
                Duration.ofDays(1)));
    assertThat(read().locations().locations())
        .containsExactly(new LocationSettings("dev", "", "", LOCAL_ENGINE, Optional.empty()));
    assertThat(read().levels()).isEmpty();
  }

  @Test
  void readsEverySetting() {
    write(
        "config.yml",
        """
        name: "rm::b"
        version: 2.10
        supportedAPIVersions: [1.0, "1.10"]
        csardirs: [csars, /opt/csars]
        supportedFeatures:
          asynchronousTransitionResponse: True
        properties:
          responseKafkaConnectionUrl: "a.example:9092,[::1]:9093"
          responseKafkaTopicName: "docker-rm_1.x"
        generateTraceFile: yes
        traceFile: data/trace.csv
        strictStates: TRUE
        transitionTimeout: 90
        requestRetention: P2DT3H
        maxOpenRequests: 70
        scanInterval: PT1M
        reapOrphans: true
        orphanGrace: PT1H
        policyEngine: External
        security:
          allowedHosts: [rm.example, RM-2]
        packages:
          maxUploaded: 7
          maxUploadedMiB: 5
          maxImageMiB: 6
          allowRemoteSources: true
          buildNetwork: none
        """);

    assertThat(read().settings())
        .isEqualTo(
            new Settings(
                "rm::b",
                "2.10",
                List.of("1.0", "1.10"),
                List.of(Path.of("csars"), Path.of("/opt/csars")),
                true,
                new KafkaSettings(
                    Optional.of("a.example:9092,[::1]:9093"), Optional.of("docker-rm_1.x")),
                Optional.of(Path.of("data/trace.csv")),
                true,
                Duration.ofSeconds(90),
                Duration.ofHours(51),
                new ReconcileSettings(Duration.ofMinutes(1), true, Duration.ofHours(1)),
                70,
                new MetricSettings(
                    Optional.empty(),
                    200,
                    Optional.of("a.example:9092,[::1]:9093"),
                    false,
                    Optional.empty()),
                PolicyEngine.EXTERNAL,
                new SecuritySettings(Set.of("rm.example", "rm-2")),
                new PackageSettings(7, 5L << 20, 6L << 20, true, Optional.of("none"))));
  }

  @Test
  void readsHowMetricsComeIn() {
    write(
        "config.yml",
        """
        forwardMetrics: true
        metrics:
          url: "https://rm.example/api/metrics"
          rate: 5
          kafka: "b:9092"
          containerKafka: "c:9092"
        """);

    assertThat(read().settings().metrics())
        .isEqualTo(
            new MetricSettings(
                Optional.of("https://rm.example/api/metrics"),
                5,
                Optional.of("b:9092"),
                true,
                Optional.of("c:9092")));
  }

  @Test
  void refusesMetricSettingsThatCannotWork() {
    write(
        "config.yml",
        "forwardMetrics: true\nmetrics: {url: 'ftp://x', rate: 0, kafka: nowhere, more: 1}");

    assertThat(findings())
        .anyMatch(finding -> finding.contains("metrics.url: 'ftp://x' is not an address"))
        .anyMatch(finding -> finding.contains("metrics.rate: must be at least 1"))
        .anyMatch(finding -> finding.contains("metrics.kafka: 'nowhere' is not host:port"))
        .anyMatch(finding -> finding.contains("forwardMetrics: needs brokers"));
  }

  @Test
  void readsTheTraceFileBelowPropertiesToo() {
    write("config.yml", "properties: {generateTraceFile: true, traceFile: below.csv}");
    assertThat(read().settings().traceFile()).contains(Path.of("below.csv"));
  }

  @Test
  void prefersTheTraceFileOfTheTopLevel() {
    write(
        "config.yml",
        """
        traceFile: top.csv
        generateTraceFile: true
        properties: {generateTraceFile: false, traceFile: below.csv}
        """);
    assertThat(read().settings().traceFile()).contains(Path.of("top.csv"));
  }

  @Test
  void takesAKeyWithoutAValueAsAbsent() {
    write("config.yml", "name:\ncsardirs: ~\nproperties:\ntransitionTimeout: ''\n");
    assertThat(read().settings().name()).isEqualTo("docker-rm");
    assertThat(read().settings().transitionTimeout()).isEqualTo(Duration.ofMinutes(15));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "transitionTimeout: abc | transitionTimeout: 'abc' is not a duration, write for example PT15M",
        "transitionTimeout: PT0.5S | transitionTimeout: 'PT0.5S' is not from PT1S to PT168H",
        "transitionTimeout: 0 | transitionTimeout: '0' is not from PT1S to PT168H",
        "transitionTimeout: -5 | transitionTimeout: '-5' is not a duration, write for example PT15M",
        "transitionTimeout: P8D | transitionTimeout: 'P8D' is not from PT1S to PT168H",
        "transitionTimeout: [1] | transitionTimeout: must be a string",
        "requestRetention: 1 day | requestRetention: '1 day' is not a duration, write for example PT15M",
        "requestRetention: PT23H | requestRetention: 'PT23H' is not from PT24H to PT87600H",
        "maxOpenRequests: 0 | maxOpenRequests: must be at least 1",
        "strictStates: perhaps | strictStates: 'perhaps' is not true or false",
        "policyEngine: both | policyEngine: 'both' is not internal or external",
        "policyEngine: [internal] | policyEngine: must be a string",
        "security: {allowedHosts: rm.example} | security.allowedHosts: must be a list",
        "security: {allowedHosts: [a, 'rm.example:8081']} | security.allowedHosts[1]:"
            + " 'rm.example:8081' is not a host name such as rm.example, without scheme, port or *",
        "security: {allowedHosts: ['*.example']} | security.allowedHosts[0]: '*.example' is not a"
            + " host name such as rm.example, without scheme, port or *",
        "security: {allowedHosts: ['http://rm']} | security.allowedHosts[0]: 'http://rm' is not a"
            + " host name such as rm.example, without scheme, port or *",
        "strictStates: {} | strictStates: must be true or false",
        "name: [a] | name: must be a string",
        "version: {a: b} | version: must be a string",
        "csardirs: csars | csardirs: must be a list",
        "csardirs: [a, [b]] | csardirs[1]: must be a string",
        "csardirs: [\"a\\0b\"] | csardirs[0]: 'a?b' is not a path",
        "supportedAPIVersions: 1.0 | supportedAPIVersions: must be a list",
        "supportedFeatures: true | supportedFeatures: must hold keys with values",
        "properties: [a] | properties: must hold keys with values",
        "supportedFeatures: {asynchronousTransitionResponse: 1} | supportedFeatures.asynchronousTransitionResponse: '1' is not true or false",
        "properties: {responseKafkaConnectionUrl: kafka} | properties.responseKafkaConnectionUrl: 'kafka' is not host:port or host:port,host:port",
        "properties: {responseKafkaConnectionUrl: 'kafka:0'} | properties.responseKafkaConnectionUrl: 'kafka:0' is not host:port or host:port,host:port",
        "properties: {responseKafkaConnectionUrl: 'a:1,b:65536'} | properties.responseKafkaConnectionUrl: 'a:1,b:65536' is not host:port or host:port,host:port",
        "properties: {responseKafkaConnectionUrl: 'a:1,'} | properties.responseKafkaConnectionUrl: 'a:1,' is not host:port or host:port,host:port",
        "properties: {responseKafkaTopicName: 'a b'} | properties.responseKafkaTopicName: 'a b' is not a topic name: letters, digits, '.', '_' and '-', at most 249",
        "properties: {responseKafkaTopicName: '..'} | properties.responseKafkaTopicName: '..' is not a topic name: letters, digits, '.', '_' and '-', at most 249",
        "generateTraceFile: true | traceFile: is missing, generateTraceFile needs it",
        "generateTraceFile: sure | generateTraceFile: 'sure' is not true or false",
        "{generateTraceFile: true, traceFile: /} | traceFile: '/' is a directory",
        "just text | the file must hold keys with values",
        "- a | the file must hold keys with values",
        "'{name: a, ? [b] : c}' | the file must hold keys with values",
        "{name: a, ? [b] : c} | a key must be a string",
        "{name: a, name: b} | name: is there twice, first in line 3",
        "name: !!binary YQ== | the tag 'tag:yaml.org,2002:binary' is not used here",
        "other: !!java.net.URL [x] | the tag 'tag:yaml.org,2002:java.net.URL' is not used here",
        "name: &a x | anchors and aliases are not used here",
        "name: \"a | is not valid YAML: found unexpected end of stream",
        "name: a: b | is not valid YAML: mapping values are not allowed here",
      })
  void namesFileLineAndKeyOfAWrongSetting(String yaml, String finding) {
    write("config.yml", "# a comment\n\n" + yaml + "\n");
    String line = finding.contains("end of stream") ? "4" : "3";
    assertThat(findings())
        .containsExactly(directory.resolve("config.yml") + ":" + line + ": " + finding);
  }

  @Test
  void needsAddressAndTopicWhenResponsesAreOn() {
    write("config.yml", "name: a\nsupportedFeatures:\n  asynchronousTransitionResponse: on\n");
    assertThat(findings())
        .containsExactly(
            directory.resolve("config.yml")
                + ":3: properties.responseKafkaConnectionUrl: is missing,"
                + " supportedFeatures.asynchronousTransitionResponse needs it",
            directory.resolve("config.yml")
                + ":3: properties.responseKafkaTopicName: is missing,"
                + " supportedFeatures.asynchronousTransitionResponse needs it");
  }

  @Test
  void namesEveryFindingOfEveryFileAtOnce() {
    write("config.yml", "strictStates: x\nname: a\ntransitionTimeout: abc\n");
    write("locations.yml", "locations:\n  - name: 'a b'\n  - type: x\n");
    write("logging.yml", "loggers: {api: {level: LOUD}}");

    assertThat(findings())
        .containsExactly(
            directory.resolve("config.yml") + ":1: strictStates: 'x' is not true or false",
            directory.resolve("config.yml")
                + ":3: transitionTimeout: 'abc' is not a duration, write for example PT15M",
            directory.resolve("locations.yml")
                + ":2: locations[0].name: 'a b' is not a location name: letters, digits, '_', '.',"
                + " ':' and '-', at most 100",
            directory.resolve("locations.yml") + ":3: locations[1].name: is missing",
            directory.resolve("logging.yml")
                + ":1: loggers.api.level: 'LOUD' is not a level: OFF, ERROR, WARN, INFO, DEBUG or"
                + " TRACE");
  }

  @Test
  void keepsAFindingOnOneShortLine() {
    write("config.yml", "strictStates: \"a\\n\\e[31m" + "x".repeat(1000) + "\"\n");
    assertThat(findings().get(0))
        .contains("'a??[31mxxx")
        .hasSizeLessThan(250)
        .doesNotContain("\n", "\u001b");
  }

  @Test
  void namesTheKeyThatAMisspeltOneIsSimilarTo() {
    write("config.yml", "name: a\nverson: 1\n");
    write("locations.yml", LOCATIONS + "    typ: engine\n");

    assertThat(read().warnings())
        .containsExactly(
            directory.resolve("config.yml")
                + ":2: verson: unknown key, it has no effect; is 'version' meant?",
            directory.resolve("locations.yml")
                + ":3: locations[0].typ: unknown key, it has no effect; is 'type' meant?");
  }

  @Test
  void warnsOfUnknownKeysAndStarts() {
    write(
        "config.yml", "name: a\nspeed: 11\nproperties: {color: red}\nsupportedFeatures: {x: 1}\n");
    write("locations.yml", LOCATIONS + "    color: red\nmore: 1\n");
    write("logging.yml", "loggers: {api: {level: INFO, colour: red}}\nother: 1\n");
    assertThat(read().warnings())
        .containsExactly(
            directory.resolve("config.yml") + ":2: speed: unknown key, it has no effect",
            directory.resolve("config.yml") + ":3: properties.color: unknown key, it has no effect",
            directory.resolve("config.yml")
                + ":4: supportedFeatures.x: unknown key, it has no effect",
            directory.resolve("locations.yml")
                + ":3: locations[0].color: unknown key, it has no effect",
            directory.resolve("locations.yml") + ":4: more: unknown key, it has no effect",
            directory.resolve("logging.yml")
                + ":1: loggers.api.colour: unknown key, it has no effect",
            directory.resolve("logging.yml") + ":2: other: unknown key, it has no effect");
  }

  @Test
  void saysWhereAMissingFileWasLookedFor() throws IOException {
    Files.delete(directory.resolve("config.yml"));
    Files.delete(directory.resolve("locations.yml"));
    String reason =
        ": file not found; the configuration directory is set by DOCKERRM_CONFIG or"
            + " --dockerrm.config-dir";
    assertThat(findings())
        .containsExactly(
            directory.resolve("config.yml") + reason, directory.resolve("locations.yml") + reason);
  }

  @Test
  void refusesWhatIsNoTextFile() throws IOException {
    Files.delete(directory.resolve("config.yml"));
    Files.createDirectory(directory.resolve("config.yml"));
    Files.write(directory.resolve("locations.yml"), new byte[] {'a', (byte) 0xff});
    write("logging.yml", "# " + "x".repeat(YamlFile.MAX_BYTES));
    assertThat(findings())
        .containsExactly(
            directory.resolve("config.yml") + ": cannot be read: Is a directory",
            directory.resolve("locations.yml") + ": is not UTF-8 text",
            directory.resolve("logging.yml") + ": is larger than 256 KiB");
  }

  @Test
  void refusesAnAliasBomb() {
    write("config.yml", "a: &a [x, x]\nb: &b [*a, *a]\nname: [*b, *b]\n");
    assertThat(findings()).isNotEmpty().allMatch(line -> line.contains("config.yml"));
  }

  @Test
  void refusesDeepNesting() {
    write("config.yml", "name: " + "[".repeat(10_000));
    assertThat(findings()).singleElement().asString().contains("is not valid YAML");
  }

  @Test
  void readsEveryKeyOfALocation() throws IOException {
    Path tls = Files.createDirectory(directory.resolve("tls"));
    for (String name : List.of("ca.pem", "cert.pem", "key.pem")) {
      Files.createFile(tls.resolve(name));
    }
    write(
        "locations.yml",
        """
        locations:
          - {name: "a:1.b_c-d", type: test, description: "one", endpoint: "unix:///run/d.sock"}
          - {name: b, endpoint: "tcp://engine.example:2376", tlsDirectory: "%s"}
          - {name: c}
        """
            .formatted(tls));

    var locations = ConfigDirectory.read(directory, Optional.of("tcp://10.0.0.1:2375")).locations();

    assertThat(locations.locations())
        .containsExactly(
            new LocationSettings(
                "a:1.b_c-d", "test", "one", URI.create("unix:///run/d.sock"), Optional.empty()),
            new LocationSettings(
                "b", "", "", URI.create("tcp://engine.example:2376"), Optional.of(tls)),
            new LocationSettings("c", "", "", URI.create("tcp://10.0.0.1:2375"), Optional.empty()));
  }

  @Test
  void readsTheLimitsOfALocation() {
    write(
        "locations.yml",
        "locations: [{name: a, maxContainers: 20, maxConcurrentStarts: 3, allowPrivileged: yes, allowBindMounts: true,"
            + " allowHostNetwork: on, networkPool: 172.20.0.0/14}]");

    assertThat(read().locations().locations().get(0).limits())
        .isEqualTo(
            new LocationLimits(20, 3, true, true, true, new NetworkPool(172 << 24 | 20 << 16, 14)));
  }

  @Test
  void sendsLoginsToTheFilesOwnEnginesUnlessItSaysOtherwise() {
    write("locations.yml", "locations: [{name: a}, {name: b, allowRegistryLogins: false}]");

    assertThat(read().locations().locations())
        .extracting(LocationSettings::allowRegistryLogins)
        .containsExactly(true, false);
    assertThat(read().locations().clients().allowRegistryLogins()).isFalse();
  }

  @Test
  void readsWhatClientsMayAskFor() {
    write(
        "locations.yml",
        """
        locations: [{name: a, endpoint: "unix:///run/../run/a.sock"}]
        clientLocations:
          unixSockets: ["unix:///run/b.sock"]
          allowPrivileged: true
          allowBindMounts: true
          allowHostNetwork: true
          allowRegistryLogins: true
        """);

    assertThat(read().locations().clients())
        .isEqualTo(
            new ClientLocations(
                Optional.of(LOCAL_ENGINE),
                directory.resolve("tls"),
                Set.of(
                    Path.of("/var/run/docker.sock"),
                    Path.of("/run/a.sock"),
                    Path.of("/run/b.sock")),
                true,
                true,
                true,
                true));
  }

  @Test
  void namesWhatIsWrongWithTheRulesForClients() {
    write(
        "locations.yml",
        LOCATIONS + "clientLocations: {unixSockets: ['tcp://h:1'], allowPrivileged: 7}\n");
    assertThat(findings())
        .containsExactly(
            directory.resolve("locations.yml")
                + ":3: clientLocations.unixSockets[0]: 'tcp://h:1' is not unix:///path",
            directory.resolve("locations.yml")
                + ":3: clientLocations.allowPrivileged: '7' is not true or false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "locations:\n", "other: 1\n"})
  void needsALocation(String yaml) {
    write("locations.yml", yaml);
    assertThat(findings())
        .containsExactly(
            directory.resolve("locations.yml") + ": locations: at least one location is needed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | locations: at least one location is needed",
        "{name: a} | locations: must be a list",
        "[a] | locations[0]: must hold keys with values",
        "[{type: a}] | locations[0].name: is missing",
        "[{name: ''}] | locations[0].name: is empty",
        "[{name: [a]}] | locations[0].name: must be a string",
        "[{name: 'a/b'}] | locations[0].name: 'a/b' is not a location name: letters, digits, '_', '.', ':' and '-', at most 100",
        "[{name: a}, {name: b}, {name: a}] | locations[2].name: 'a' is the name of locations[0].name already",
        "[{name: a, type: [b]}] | locations[0].type: must be a string",
        "[{name: a, endpoint: 'ssh://h'}] | locations[0].endpoint: 'ssh://h' is not unix:///path or tcp://host:port",
        "[{name: a, endpoint: 'tcp://h'}] | locations[0].endpoint: 'tcp://h' is not unix:///path or tcp://host:port",
        "[{name: a, endpoint: 'tcp://u:p@h:1'}] | locations[0].endpoint: 'tcp://u:p@h:1' is not unix:///path or tcp://host:port",
        "[{name: a, endpoint: 'tcp://h:70000'}] | locations[0].endpoint: 'tcp://h:70000' is not unix:///path or tcp://host:port",
        "[{name: a, endpoint: 'tcp://h:1/x'}] | locations[0].endpoint: 'tcp://h:1/x' is not unix:///path or tcp://host:port",
        "[{name: a, endpoint: 'unix://x'}] | locations[0].endpoint: 'unix://x' is not unix:///path or tcp://host:port",
        "[{name: a, endpoint: '/var/run/docker.sock'}] | locations[0].endpoint: '/var/run/docker.sock' is not unix:///path or tcp://host:port",
        "[{name: a, endpoint: 'a b'}] | locations[0].endpoint: 'a b' is not unix:///path or tcp://host:port",
        "[{name: a, endpoint: [b]}] | locations[0].endpoint: must be a string",
        "[{name: a, endpoint: 'tcp://h:1', tlsDirectory: /does/not/exist}] | locations[0].tlsDirectory: '/does/not/exist' is no directory",
        "[{name: a, endpoint: 'tcp://h:1', tlsDirectory: /proc}] | locations[0].tlsDirectory: '/proc' has no readable ca.pem, cert.pem, key.pem",
        "[{name: a, maxContainers: -1}] | locations[0].maxContainers: '-1' is not a whole number from 0 to 1000000",
        "[{name: a, maxContainers: 1000001}] | locations[0].maxContainers: '1000001' is not a whole number from 0 to 1000000",
        "[{name: a, maxContainers: [1]}] | locations[0].maxContainers: must be a string",
        "[{name: a, allowPrivileged: perhaps}] | locations[0].allowPrivileged: 'perhaps' is not true or false",
        "[{name: a, allowBindMounts: {}}] | locations[0].allowBindMounts: must be true or false",
        "[{name: a, allowHostNetwork: maybe}] | locations[0].allowHostNetwork: 'maybe' is not true or false",
        "[{name: a, networkPool: 10.1.1.0/25}] | locations[0].networkPool: '10.1.1.0/25' is not a range of IPv4 addresses such as 10.64.0.0/10, /8 to /24",
        "[{name: a, networkPool: 10.1.1.0/16}] | locations[0].networkPool: '10.1.1.0/16' is not a range of IPv4 addresses such as 10.64.0.0/10, /8 to /24",
        "[{name: a, endpoint: 'unix:///a', tlsDirectory: /tmp}] | locations[0].tlsDirectory: is allowed only for a tcp endpoint",
      })
  void namesFileLineAndKeyOfAWrongLocation(String yaml, String finding) {
    write("locations.yml", "---\nlocations: " + yaml + "\n");
    assertThat(findings()).containsExactly(directory.resolve("locations.yml") + ":2: " + finding);
  }

  @Test
  void namesDockerHostWhereItIsWrong() {
    var failure =
        catchThrowableOfType(
            ConfigurationException.class,
            () -> ConfigDirectory.read(directory, Optional.of("ssh://user@host")));
    assertThat(failure.findings())
        .containsExactly(
            directory.resolve("locations.yml")
                + ":2: locations[0].endpoint: 'ssh://user@host' (from DOCKER_HOST) is not"
                + " unix:///path or tcp://host:port");
  }

  @Test
  void mapsRoomsAndPythonLevelsToJavaLoggers() {
    write(
        "logging.yml",
        """
        version: 1
        disable_existing_loggers: false
        formatters: {f: {format: x}}
        handlers: {console: {class: logging.StreamHandler}}
        root: {level: WARNING, handlers: [console]}
        loggers:
          controllers: {level: debug, handlers: [console], propagate: no}
          location: {level: OFF}
          org.camunda.bpm: {level: CRITICAL}
          quiet: {handlers: [console]}
        """);
    assertThat(read().warnings()).isEmpty();
    assertThat(read().levels())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "ROOT", LogLevel.WARN,
                "org.dockerrm.api", LogLevel.DEBUG,
                "org.dockerrm.location", LogLevel.OFF,
                "org.camunda.bpm", LogLevel.ERROR));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "loggers: [a] | loggers: must hold keys with values",
        "loggers: {api: INFO} | loggers.api: must hold keys with values",
        "loggers: {api: {level: [x]}} | loggers.api.level: must be a string",
        "loggers: {'a b': {level: INFO}} | loggers.a b: is not the name of a logger",
        "root: {level: 10} | root.level: '10' is not a level: OFF, ERROR, WARN, INFO, DEBUG or TRACE",
      })
  void namesFileLineAndKeyOfAWrongLogger(String yaml, String finding) {
    write("logging.yml", yaml);
    assertThat(findings()).containsExactly(directory.resolve("logging.yml") + ":1: " + finding);
  }

  private ConfigDirectory.Contents read() {
    return ConfigDirectory.read(directory, Optional.empty());
  }

  private List<String> findings() {
    return catchThrowableOfType(ConfigurationException.class, this::read).findings();
  }

  private void write(String name, String text) {
    try {
      Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
