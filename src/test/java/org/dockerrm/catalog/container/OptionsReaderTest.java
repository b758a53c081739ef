package org.dockerrm.catalog.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dockerrm.catalog.ContainerSettings;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.IllegalSettingException;
import org.dockerrm.catalog.descriptor.DescriptorParser;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.location.ContainerOptions;
import org.dockerrm.location.ContainerOptions.Access;
import org.dockerrm.location.ContainerOptions.Device;
import org.dockerrm.location.ContainerOptions.HealthCheck;
import org.dockerrm.location.ContainerOptions.Limits;
import org.dockerrm.location.ContainerOptions.Mount;
import org.dockerrm.location.ContainerOptions.Mount.Kind;
import org.dockerrm.location.ContainerOptions.Names;
import org.dockerrm.location.ContainerOptions.Port;
import org.dockerrm.location.ContainerOptions.Restart;
import org.dockerrm.location.ContainerOptions.Ulimit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The container section from its text, as packages bring it. */
class OptionsReaderTest {

  private final Findings findings = new Findings();

  @Test
  void asksForNothingWhereNothingIsSaid() {
    assertThat(settings("privileged: false").resolve(Map.of())).isEqualTo(ContainerOptions.NONE);
    assertThat(findings.list()).isEmpty();
  }

  @Test
  void readsEverythingThatASectionCanSay() {
    ContainerOptions options =
        settings(
                """
                ports: [8080, "127.0.0.1:5060:5060/udp", {target: 80, published: 8000, protocol: tcp}]
                volumes: ["data:/var/lib/data:ro", /cache, {type: tmpfs, target: /run/x, tmpfs: {size: 1m}}]
                environment: {A: "1", B: ""}
                capabilities: {add: [net_admin], drop: [CAP_MKNOD]}
                privileged: yes
                memory: 512m
                cpus: 0.5
                pids: 100
                restart: on-failure:3
                init: true
                user: "1000:1000"
                devices: ["/dev/fuse", "/dev/null:/dev/nothing:r"]
                dns: 1.1.1.1
                extra-hosts: ["db:10.0.0.1", "host=host-gateway"]
                sysctls: ["net.ipv4.ip_forward=1"]
                ulimits: {nofile: {soft: 10, hard: 20}, nproc: 30}
                healthcheck: {test: "exit 0", interval: 1m30s, timeout: 500ms, retries: 2, start_period: 5s}
                stop-timeout: 1m30s
                """)
            .resolve(Map.of());

    assertThat(findings.list()).isEmpty();
    assertThat(options)
        .isEqualTo(
            new ContainerOptions(
                "1000:1000",
                true,
                new Restart("on-failure", 3),
                Map.of("A", "1", "B", ""),
                List.of(
                    new Port("", 0, 8080, "tcp"),
                    new Port("127.0.0.1", 5060, 5060, "udp"),
                    new Port("", 8000, 80, "tcp")),
                List.of(
                    new Mount(Kind.VOLUME, "data", "/var/lib/data", true, false, 0, -1),
                    new Mount(Kind.VOLUME, "", "/cache", false, false, 0, -1),
                    new Mount(Kind.TMPFS, "", "/run/x", false, false, 1 << 20, -1)),
                new Access(
                    true,
                    List.of("NET_ADMIN"),
                    List.of("MKNOD"),
                    List.of(
                        new Device("/dev/fuse", "/dev/fuse", "rwm"),
                        new Device("/dev/null", "/dev/nothing", "r"))),
                new Limits(
                    512L << 20,
                    500_000_000,
                    100,
                    Map.of("nofile", new Ulimit(10, 20), "nproc", new Ulimit(30, 30))),
                new Names(List.of("1.1.1.1"), List.of("db:10.0.0.1", "host:host-gateway")),
                Map.of("net.ipv4.ip_forward", "1"),
                new HealthCheck(
                    List.of("CMD-SHELL", "exit 0"),
                    Duration.ofSeconds(90),
                    Duration.ofMillis(500),
                    2,
                    Duration.ofSeconds(5)),
                Duration.ofSeconds(90)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ports: [80] | :0:80/tcp",
        "ports: 80/sctp | :0:80/sctp",
        "ports: ['8080:80'] | :8080:80/tcp",
        "ports: ['127.0.0.1::80'] | 127.0.0.1:0:80/tcp",
        "ports: ['[::1]:8080:80'] | ::1:8080:80/tcp",
        "ports: ['9000-9001:80-81/udp'] | :9000:80/udp :9001:81/udp",
        "ports: [{target: 80, host_ip: 10.0.0.1, published: 90}] | 10.0.0.1:90:80/tcp"
      })
  void readsPorts(String section, String expected) {
    String read =
        settings(section).resolve(Map.of()).ports().stream()
            .map(
                p ->
                    p.hostAddress()
                        + ":"
                        + p.hostPort()
                        + ":"
                        + p.containerPort()
                        + "/"
                        + p.protocol())
            .collect(Collectors.joining(" "));

    assertThat(findings.list()).isEmpty();
    assertThat(read).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "6m, 6291456",
    "6291456, 6291456",
    "1.5g, 1610612736",
    "10MB, 10485760",
    "7000k, 7168000"
  })
  void readsSizes(String text, long bytes) {
    assertThat(settings("memory: " + text).resolve(Map.of()).limits().memoryBytes())
        .isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "30, 30", "1m30s, 90", "0.5s, 1", "2500ms, 3", "5m, 300"})
  void readsStopTimeouts(String text, long seconds) {
    assertThat(settings("stop-timeout: " + text).resolve(Map.of()).stopTimeout())
        .isEqualTo(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "memory: 512x",
        "memory: 5m",
        "cpus: 0",
        "cpus: many",
        "pids: 0",
        "pids: 1.5",
        "restart: sometimes",
        "restart: always:3",
        "init: maybe",
        "user: 'a b'",
        "privileged: 1",
        "ports: [0]",
        "ports: [70000]",
        "ports: ['80:80:80:80']",
        "ports: ['8000-8001:80-82']",
        "ports: ['999.1.1.1:80:80']",
        "ports: [{published: 80}]",
        "ports: [[80]]",
        "ports: {a: b}",
        "volumes: [relative]",
        "volumes: ['./here:/there']",
        "volumes: ['~/here:/there']",
        "volumes: ['data:/a/../b']",
        "volumes: ['/x/../etc:/there']",
        "volumes: ['data:/there:z']",
        "volumes: ['data:/']",
        "volumes: [{type: tmpfs, source: a, target: /b}]",
        "volumes: [{type: bind, target: /b}]",
        "volumes: [{type: volume, source: /etc, target: /b}]",
        "volumes: [{target: /b}]",
        "environment: {A: }",
        "environment: [A]",
        "environment: {A: [b]}",
        "environment: {RM_RESOURCE_ID: x}",
        "capabilities: [FLY]",
        "devices: [null]",
        "devices: ['dev/x']",
        "devices: ['/dev/x:/dev/y:rwx']",
        "devices: [{target: /dev/x}]",
        "dns: nowhere",
        "extra-hosts: {a: b}",
        "extra-hosts: [a]",
        "sysctls: {ip_forward: 1}",
        "sysctls: [a.b]",
        "ulimits: {files: 1}",
        "ulimits: {nofile: lots}",
        "ulimits: {nofile: {soft: 2, hard: 1}}",
        "ulimits: {nofile: {soft: 2}}",
        "ulimits: [nofile]",
        "healthcheck: true",
        "healthcheck: {test: []}",
        "healthcheck: {test: [curl, x]}",
        "healthcheck: {test: [CMD]}",
        "healthcheck: {interval: 30}",
        "healthcheck: {retries: 0}",
        "stop-timeout: -1",
        "stop-timeout: 6m",
        "memory: [1m]",
        "{memory: 8m, memory_: 8m, extra-hosts: [], extra_hosts: []}"
      })
  void tellsWhatMakesNoSenseWithItsLine(String section) {
    settings(section.startsWith("devices: [null]") ? "devices: ['']\nmemory: x" : section);

    assertThat(errors()).isNotEmpty();
    assertThat(errors()).allSatisfy(f -> assertThat(f.line()).isGreaterThan(2));
    assertThat(errors()).allSatisfy(f -> assertThat(f.message()).startsWith("container"));
  }

  @Test
  void warnsOfKeysThatItDoesNotKnow() {
    settings("memroy: 512m\nhealthcheck: {test: x, start_interval: 1s}");

    assertThat(findings.list())
        .extracting(Finding::message)
        .containsExactly(
            "container: unknown key 'memroy' has no effect; is 'memory' meant?",
            "container.healthcheck: unknown key 'start_interval' has no effect");
  }

  @Test
  void putsTheValuesOfPropertiesAndOfTheInstanceIn() {
    ContainerOptions options =
        settings(
                """
                memory: ${size}
                cpus: ${none}
                ports: ["${port}:80", "${none}"]
                environment: {WHO: "${instance.name}", SHELL_TEXT: "$${HOME} $HOME", EMPTY: "${none}"}
                volumes: ["${instance.id}-data:/data"]
                ulimits: {nofile: "${port}"}
                """)
            .resolve(
                Map.of(
                    "size",
                    "64m",
                    "none",
                    "",
                    "port",
                    "8080",
                    "instance.name",
                    "a",
                    "instance.id",
                    "b"));

    assertThat(findings.list()).isEmpty();
    assertThat(options.limits())
        .isEqualTo(new Limits(64L << 20, 0, 0, Map.of("nofile", new Ulimit(8080, 8080))));
    assertThat(options.ports()).containsExactly(new Port("", 8080, 80, "tcp"));
    assertThat(options.environment())
        .isEqualTo(Map.of("WHO", "a", "SHELL_TEXT", "${HOME} $HOME", "EMPTY", ""));
    assertThat(options.mounts()).extracting(Mount::source).containsExactly("b-data");
  }

  @Test
  void takesComposesOwnNames() {
    ContainerOptions options =
        settings(
                """
                cap_add: [AUDIT_WRITE]
                cap_drop: [ALL]
                security_opt: ["no-new-privileges:true"]
                mem_limit: 64m
                pids_limit: 7
                stop_grace_period: 1m30s
                """)
            .resolve(Map.of());

    assertThat(findings.list()).isEmpty();
    assertThat(options.access())
        .isEqualTo(
            new Access(false, List.of("AUDIT_WRITE"), List.of("ALL"), List.of(), true, false));
    assertThat(options.limits()).isEqualTo(new Limits(64L << 20, 0, 7, Map.of()));
    assertThat(options.stopTimeout()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void readsWhatAContainerCannotChangeAndWhatItHasInMemory() {
    ContainerOptions options =
        settings("read_only: true\ntmpfs: [/run, '/tmp:size=64m,mode=1777', '/x:mode=0700']")
            .resolve(Map.of());

    assertThat(options.access().readOnly()).isTrue();
    assertThat(options.mounts())
        .containsExactly(
            new Mount(Kind.TMPFS, "", "/run", false, false, 0, -1),
            new Mount(Kind.TMPFS, "", "/tmp", false, false, 64 << 20, 01777),
            new Mount(Kind.TMPFS, "", "/x", false, false, 0, 0700));
    assertThat(settings("tmpfs: /run").resolve(Map.of()).mounts()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "read_only: perhaps | container.read_only must be true, false or a ${property}, not 'perhaps'",
        "network_mode: host | container.network_mode is not supported here; declare the properties docker_network",
        "network-mode: host | container.network-mode is not supported here",
        "pid: host | container.pid is not supported; leave it out",
        "userns_mode: host | container.userns_mode is not supported",
        "cpu_quota: 50000 | container.cpu_quota is not supported; the limits are memory, cpus, pids",
        "tmpfs: run | container.tmpfs must be PATH[:size=SIZE,mode=MODE] or a list of them, not 'run'",
        "security_opt: ['seccomp=unconfined'] | container.security_opt must be no-new-privileges",
        "cap_dorp: [ALL] | container: unknown key 'cap_dorp' has no effect; is 'cap_drop' meant?",
        "priviledged: false | container: unknown key 'priviledged' has no effect; is 'privileged' meant?",
        "memory: 64m\\nmem_limit: 32m | container: 'mem-limit' and 'memory' mean the same; give one of them"
      })
  void ignoresNoKeyThatProtectsTheHost(String section, String error) {
    settings(section.replace("\\n", "\n"));

    assertThat(errors())
        .extracting(Finding::message)
        .anySatisfy(m -> assertThat(m).contains(error));
  }

  @Test
  void takesAFreePortOfARange() {
    assertThat(
            settings(
                    "ports: ['18400-18410:80', '127.0.0.1:90-92:53/udp', {target: 81, published: 100-101, host_ip: 127.0.0.1}, '1-2:3-4']")
                .resolve(Map.of())
                .ports())
        .containsExactly(
            new Port("", 18400, 18410, 80, "tcp"),
            new Port("127.0.0.1", 90, 92, 53, "udp"),
            new Port("127.0.0.1", 100, 101, 81, "tcp"),
            new Port("", 1, 3, "tcp"),
            new Port("", 2, 4, "tcp"));
    assertThat(findings.list()).isEmpty();
  }

  @Test
  void refusesTextsThatValuesMakeTooLong() {
    ContainerSettings settings =
        settings("environment: {A: \"" + "${a}".repeat(20) + "\", B: \"${a}\"}");

    assertThatThrownBy(() -> settings.resolve(Map.of("a", "x".repeat(60_000))))
        .isInstanceOf(IllegalSettingException.class)
        .hasMessageContaining("more than 1048576 characters");
  }

  @Test
  void takesTwoDollarsForOneInEveryText() {
    ContainerOptions options =
        settings(
                """
                user: a$$b
                environment: {A: "$$", B: "$$$$ ${none}"}
                healthcheck: {test: 'test "$$MARK" = ok'}
                """)
            .resolve(Map.of("none", "$$"));

    assertThat(findings.list()).isEmpty();
    assertThat(options.user()).isEqualTo("a$b");
    assertThat(options.environment()).isEqualTo(Map.of("A", "$", "B", "$$ $$"));
    assertThat(options.healthCheck().test()).containsExactly("CMD-SHELL", "test \"$MARK\" = ok");
  }

  @Test
  void namesKeyAndValueWhereAPropertyMakesNoSense() {
    ContainerSettings settings = settings("memory: ${size}\nports: ['${port}:80']");

    assertThatThrownBy(() -> settings.resolve(Map.of("size", "big", "port", "x:y")))
        .isInstanceOf(IllegalSettingException.class)
        .hasMessageContaining("container.memory: 'big' is not a size")
        .hasMessageContaining("container.ports: 'x:y:80' is not");
  }

  @Test
  void refusesReferencesToNothingAndToPasswords() {
    settings("environment: [\"A=${nobody}\"]\nhealthcheck: {test: [CMD, check, \"${secret}\"]}");

    assertThat(errors())
        .extracting(Finding::message)
        .satisfiesExactly(
            first -> assertThat(first).contains("'${nobody}'", "is no property"),
            second -> assertThat(second).contains("'${secret}'", "a password"));
  }

  private List<Finding> errors() {
    return findings.list().stream()
        .filter(finding -> finding.severity() == Finding.Severity.ERROR)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"'[Install, Reconfigure]', 1", "[Install], 0"})
  void warnsOfAHealthCheckThatReconfigureLeavesBehind(String lifecycle, int warnings) {
    String text =
        """
        lifecycle: %s
        properties: {port: {default: 80}, fixed: {value: a}, filled: {read-only: true}}
        container:
          healthcheck: {test: [CMD, curl, "http://${fixed}:${port}/${filled}$${port}"]}
        """
            .formatted(lifecycle);

    DescriptorParser.parse(text.getBytes(StandardCharsets.UTF_8), findings.in("resource.yml"));

    assertThat(findings.list())
        .hasSize(warnings)
        .allSatisfy(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
              assertThat(finding.line()).isEqualTo(4);
              assertThat(finding.message())
                  .startsWith("container.healthcheck has the value of '${port}'");
            });
  }

  private ContainerSettings settings(String section) {
    String text =
        """
        name: resource::tuned::1.0
        lifecycle: [Install]
        properties: {size: {}, none: {}, port: {}, secret: {type: password}}
        container:
        """
            + section.indent(2);
    return DescriptorParser.parse(
            text.getBytes(StandardCharsets.UTF_8), findings.in("resource.yml"))
        .descriptor()
        .container();
  }
}
