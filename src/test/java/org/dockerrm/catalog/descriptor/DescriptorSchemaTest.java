package org.dockerrm.catalog.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.dockerrm.catalog.Finding;
import org.dockerrm.catalog.Finding.Severity;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.yaml.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class DescriptorSchemaTest {

  private static final String EVERYTHING =
      """
      # yaml-language-server: $schema=resource-descriptor.schema.json
      name: resource::web-server::1.0
      image: debian:bookworm-slim
      description: shows what can be said
      properties:
        port: {type: integer, default: 8080, required: true}
        ratio: {default: 0.5}
        flag: {type: boolean, default: false, read-only: no}
        plain:
      lifecycle: {Install: , Start: , Stop: , Uninstall: }
      operations: {reload: , add: {properties: {ipaddr: }}}
      metrics:
        load: {type: "metric::load", publication-period: 5, source: cpu/percent-active}
        health: {type: "metric::integrity"}
      policies:
        scale:
          type: policy::scale
          metric: load
          properties: {smoothing: {value: 3}, cooldown: {value: 0}, scaleOut_threshold: {value: 80.5},
            scaleIn_threshold: {value: 0.25}, minimum: {value: 2}, maximum: {value: 9}, increment: ,
            onScaleOut: {value: add}, onScaleIn: {value: remove}, target: {value: "${plain}"}}
        heal:
          type: policy::heal
          metric: health
          properties: {smoothing: {value: 3, type: integer}, cooldown: {value: "90"}, action: {value: recreate},
            maxAttempts: {value: 5}, maxPerHour: {value: 10, description: often enough}}
      onFailure: {Install: rollback, start: keep}
      deployment: {replicas: 2}
      container:
        ports: [80, "8080:80", "127.0.0.1:5060:5060/udp", "[::1]:80:80", "8000-8010:8000-8010",
          "${port}:80", {target: 80, published: "${port}", host_ip: 127.0.0.1, protocol: tcp}]
        volumes:
          - /var/lib/data
          - data:/var/lib/data
          - /host/path:/srv:ro
          - ${plain}:/opt/data
          - {type: tmpfs, target: /tmp, tmpfs: {size: 64m, mode: 1777}}
          - {type: bind, source: /a, target: /b, read_only: true}
          - {type: volume, source: data, target: /c, volume: {nocopy: true}}
        environment: {LANG: C.UTF-8, COUNT: 3, EMPTY: "", LEVEL: "${plain}"}
        capabilities: {add: [NET_ADMIN], drop: [ALL]}
        privileged: "${flag}"
        memory: 256m
        cpus: 0.5
        pids: 200
        restart: on-failure:3
        init: true
        user: "1000:1000"
        devices: [/dev/net/tun, "/dev/a:/dev/b:rw"]
        dns: [10.1.1.2, "2001:db8::1"]
        extra-hosts: ["registrar:10.1.1.20", "a=10.1.1.21"]
        sysctls: {net.ipv4.ip_forward: 1}
        ulimits: {nproc: 100, nofile: {soft: 1024, hard: 4096}}
        healthcheck: {test: [CMD, "true"], interval: 1m30s, timeout: 3s, retries: 3,
          start_period: 500ms, disable: false}
        stop-timeout: 30
      capabilities: {a: b}
      requirements: [c]
      """;

  private final Findings findings = new Findings();

  @Test
  void takesEverythingThatADescriptorCanSay() {
    assertThat(told(EVERYTHING)).isEmpty();
  }

  @Test
  void takesTheOtherFormsOfContainerSettings() {
    assertThat(
            told(
                """
                lifecycle: [install]
                container:
                  environment: [A=b, "C=", "D=${instance.id}"]
                  capabilities: [NET_ADMIN, sys_time]
                  dns: 10.1.1.2
                  ports: 80
                  volumes: data:/srv
                  devices: [{source: /dev/a, target: /dev/b, permissions: rw}, /dev/net/tun]
                  extra_hosts: {registrar: 10.1.1.20}
                  sysctls: [net.ipv4.ip_forward=1]
                  restart: no
                  memory: 8388608
                  pids: -1
                  stop-timeout: 1m30s
                  healthcheck: {test: "true || exit 1"}
                """))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("descriptors")
  void editorsFindNothingInThePackagesOfThisProject(Path descriptor) throws IOException {
    JsonNode asEditorsReadIt = typed(Files.readString(descriptor));

    assertThat(DescriptorSchema.published().violations(asEditorsReadIt)).isEmpty();
  }

  static Stream<Path> descriptors() {
    return Stream.of("csars", "src/test/resources/packages")
        .flatMap(DescriptorSchemaTest::children)
        .map(directory -> directory.resolve("resource.yml"))
        .filter(Files::exists);
  }

  @Test
  void editorsFindNothingInADescriptorThatSaysEverything() {
    String withValues = EVERYTHING.replace(": ,", ": {},").replace(": }", ": {}}");

    assertThat(DescriptorSchema.published().violations(typed(withValues))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          image: [a]             | 'image' must be a string, not a list
          properties: [a]        | 'properties' must be a map, not a list
          properties: {a: {read-only: maybe}} | 'read-only' of property 'a' must be true or false, not 'maybe'
          properties: {properties: {type: x}} | 'type' of property 'properties' must be one of string, integer, boolean, uuid, password, key, not 'x'
          properties: {a: {readonly: true}}   | property 'a': unknown key 'readonly' has no effect; is 'read-only' meant?
          operations: {o: {properties: 5}}    | 'properties' of operation 'o' must be a map, not a string
          operations: {"a b": }  | operation name 'a b' must be 1 to 100 letters, digits, '_', '-' or '.'
          operations: {o: {properties: {"a b": }}} | property name 'a b' of operation 'o' must be 1 to 100 letters, digits, '_', '-' or '.'
          metrics: {m: }         | metric 'm' must be a map, not nothing
          metrics: {m: {type: }} | metric 'm' needs 'type'; it must be one of metric::integrity, metric::load
          policies: {p: {type: "policy::heal"}} | policy 'p' needs 'metric'
          onFailure: keep        | 'onFailure' must be a map, not a string
          onFailure: {Install: undo}  | 'Install' of 'onFailure' must be one of keep, rollback, force, not 'undo'
          onFailure: {Explode: keep}  | name 'Explode' of 'onFailure' must be one of Install, Configure, Start, Integrity, Stop, Reconfigure, Uninstall
          container: [a]         | container must be a map, not a list
          container: {memory: lots}   | container.memory must be a size such as 512m or a ${property}, not 'lots'
          container: {memory: -1}     | container.memory must be a size such as 512m or a ${property}, not '-1'
          container: {cpus: two}      | container.cpus must be a number of processors such as 0.5, or a ${property}, not 'two'
          container: {pids: 1.5}      | container.pids must be a whole number, -1 for no limit, or a ${property}, not '1.5'
          container: {restart: often} | container.restart must be no, always, unless-stopped, on-failure, on-failure:TIMES or a ${property}, not 'often'
          container: {privileged: maybe} | container.privileged must be true, false or a ${property}, not 'maybe'
          container: {ports: {a: b}}  | container.ports must be a list or a string, not a map
          container: {ports: ["80:http"]} | container.ports must be a port of the form [[HOST_IP:]HOST_PORT:]CONTAINER_PORT[/PROTOCOL], or a map, not '80:http'
          container: {ports: [{published: 80}]} | container.ports needs 'target'
          container: {ports: [{target: 80, protocol: icmp}]} | container.ports.protocol must be tcp, udp, sctp or a ${property}, not 'icmp'
          container: {volumes: [data]} | container.volumes must have the form [SOURCE:]PATH[:OPTIONS], the path absolute, or be a map, not 'data'
          container: {volumes: [{type: nfs, target: /a}]} | container.volumes.type must be volume, bind, tmpfs or a ${property}, not 'nfs'
          container: {environment: [A]} | container.environment must have the form NAME=VALUE, not 'A'
          container: {environment: {"A B": c}} | container.environment: name 'A B' must be a name without spaces and '='
          container: {environment: {A: [b]}} | container.environment.A must be a string, not a list
          container: {capabilities: [NET-ADMIN]} | container.capabilities must be the name of a capability such as NET_ADMIN, not 'NET-ADMIN'
          container: {capabilities: {grant: [ALL]}} | container.capabilities: unknown key 'grant' has no effect
          container: {cap_add: [NET-ADMIN]} | container.cap_add must be the name of a capability such as NET_ADMIN, not 'NET-ADMIN'
          container: {devices: [tun]} | container.devices must be the path of a device such as /dev/net/tun, a ${property}, or a map, not 'tun'
          container: {dns: [a b]}     | container.dns must be an IP address or a ${property}, not 'a b'
          container: {extra-hosts: [a]} | container.extra-hosts must have the form NAME:ADDRESS, not 'a'
          container: {sysctls: [a]}   | container.sysctls must have the form NAME=VALUE, not 'a'
          container: {ulimits: {nofile: many}} | container.ulimits.nofile must be a whole number, a ${property}, or a map with soft and hard, not 'many'
          container: {ulimits: {nofile: {soft: 1}}} | container.ulimits.nofile needs 'hard'
          container: {healthcheck: {interval: often}} | container.healthcheck.interval must be a duration such as 1m30s or a ${property}, not 'often'
          container: {healthcheck: {retries: -1}} | container.healthcheck.retries must be a whole number or a ${property}, not '-1'
          container: {stop-timeout: soon} | container.stop-timeout must be a duration such as 1m30s, a number of seconds, or a ${property}, not 'soon'
          """)
  void tellsInWordsWhatIsWrongInWhichLine(String line, String message) {
    assertThat(told("lifecycle: [Install]\n" + line + "\n"))
        .containsExactly("resource.yml:2: " + message);
  }

  @Test
  void namesTheLineOfEachFaultInLongDescriptors() {
    assertThat(
            told(
                """
                lifecycle:
                  - Install
                  - Strat
                properties:
                  port:
                    type: int
                    required:
                      - yes
                container:
                  ports:
                    - "80:80"
                    - target: eighty
                  environment:
                    A: b
                    C:
                      - d
                  healthcheck:
                    test:
                      a: b
                  memory:
                    256m of it
                """))
        .containsExactly(
            "resource.yml:3: an item of 'lifecycle' must be one of Install, Configure, Start,"
                + " Integrity, Stop, Reconfigure, Uninstall, not 'Strat'",
            "resource.yml:6: 'type' of property 'port' must be one of string, integer, boolean,"
                + " uuid, password, key, not 'int'",
            "resource.yml:7: 'required' of property 'port' must be true or false, not a list",
            "resource.yml:12: container.ports.target must be a port number or a ${property}, not"
                + " 'eighty'",
            "resource.yml:15: container.environment.C must be a string, not a list",
            "resource.yml:18: container.healthcheck.test must be a string or a list, not"
                + " a map",
            "resource.yml:21: container.memory must be a size such as 512m or a ${property}, not"
                + " '256m of it'");
  }

  @Test
  void onlyWarnsOfUnknownKeys() {
    told("lifecycle: [Install]\ncolour: red\ncontainer: {colour: red}\noperations: {o: {a: b}}\n");

    assertThat(findings.list())
        .extracting(Finding::severity)
        .containsExactly(Severity.WARNING, Severity.WARNING, Severity.WARNING);
  }

  @Test
  void keepsWhatIsSound() {
    ParsedDescriptor parsed =
        parse(
            """
            lifecycle: [Install, Strat, Stop]
            properties:
              a: {type: int, default: x}
              b: text
              "c d": {}
              e: {default: [1], value: y}
            operations: {o: {properties: {p: {required: maybe}}}, q: 5}
            metrics: {m: {type: "metric::load", publication-period: often}, n: {}}
            """);

    assertThat(parsed.descriptor().lifecycle()).containsExactly("Install", "Stop");
    assertThat(parsed.descriptor().properties().keySet()).containsExactly("a", "e");
    assertThat(parsed.descriptor().properties().get("e").value()).isEqualTo("y");
    assertThat(parsed.descriptor().operations()).containsOnlyKeys("o");
    assertThat(parsed.descriptor().metrics()).containsOnlyKeys("m");
    assertThat(parsed.descriptor().metrics().get("m").publicationPeriod())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resource::a::1",
        "resource::web-server_2::1.0.10",
        "resource::web::1.0\n",
        "resource::web::1.0\r",
        "resource::web::1.0\u0085",
        "\nresource::web::1.0",
        "resource::web::1.",
        "resource::é::1.0",
        "resource::web::١.٠",
        "resource::aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee::123456789.0.0.0.0",
        "resource::aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeef::1.0",
        "resource::web::1234567890",
        "resource::web::1.0.0.0.0.0"
      })
  void agreesWithTheManagerAboutNames(String name) {
    JsonNode descriptor = new ObjectMapper().createObjectNode().put("name", name);

    assertThat(DescriptorSchema.published().violations(descriptor).isEmpty())
        .isEqualTo(TypeName.parse(name).isPresent());
  }

  private static Stream<Path> children(String directory) {
    try (Stream<Path> children = Files.list(Path.of(directory))) {
      return children.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Numbers and booleans are such, as in editors. */
  private static JsonNode typed(String yaml) {
    Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    return new ObjectMapper().valueToTree(read);
  }

  private ParsedDescriptor parse(String text) {
    return DescriptorParser.parse(
        text.getBytes(StandardCharsets.UTF_8), findings.in("resource.yml"));
  }

  private List<String> told(String text) {
    parse(text);
    return findings.list().stream().map(Object::toString).toList();
  }
}
