package org.dockerrm.catalog.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.dockerrm.catalog.Descriptor;
import org.dockerrm.catalog.FailurePolicy;
import org.dockerrm.catalog.MetricDefinition;
import org.dockerrm.catalog.PolicyDefinition;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.PropertyType;
import org.dockerrm.catalog.yaml.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorParserTest {

  private final Findings findings = new Findings();

  @Test
  void readsEverythingThatADescriptorCanSay() {
    ParsedDescriptor parsed =
        parse(
            """
            name: resource::asterisk::1.0
            description: asterisk server
            properties:
              docker_network:
                type: string
                description: where to start
                default: life_default
                required: true
              docker_ipaddr:
                read-only: "true"
              port:
                type: integer
                default: 5060
              secret: {type: password, required: yes}
              plain:
              url:
                value: "http://${instance.name}:${port}"
            lifecycle: [Install, configure, START]
            operations:
              addPeer:
                description: adds one
                properties:
                  port: {type: integer, default: 5060, required: true}
              reload:
            metrics:
              h_integrity: {type: "metric::integrity", publication-period: "5"}
              load: {type: "metric::load", source: cpu/percent-active}
              never: {type: "metric::load", publication-period: 0}
            policies:
              heal:
                metric: h_integrity
                type: "policy::heal"
                properties: {smoothing: {value: 3}}
            capabilities: {a: b}
            requirements: [c]
            container: {memory: 64m}
            deployment: {}
            """);

    assertThat(findings.list()).isEmpty();
    assertThat(parsed.name().orElseThrow().text()).isEqualTo("resource::asterisk::1.0");
    var descriptor = parsed.descriptor();
    assertThat(descriptor.description()).isEqualTo("asterisk server");
    assertThat(descriptor.properties().keySet())
        .containsExactly("docker_network", "docker_ipaddr", "port", "secret", "plain", "url");
    assertThat(descriptor.properties())
        .containsEntry(
            "docker_network", property("where to start", true, "life_default", null, false))
        .containsEntry("docker_ipaddr", property("", false, null, null, true))
        .containsEntry(
            "port", new PropertyDefinition(PropertyType.INTEGER, "", false, "5060", null, false))
        .containsEntry(
            "secret", new PropertyDefinition(PropertyType.PASSWORD, "", true, null, null, false))
        .containsEntry("plain", property("", false, null, null, false))
        .containsEntry("url", property("", false, null, "http://${instance.name}:${port}", false));
    assertThat(descriptor.lifecycle()).containsExactly("Install", "configure", "START");
    assertThat(descriptor.operations().keySet()).containsExactly("addPeer", "reload");
    assertThat(descriptor.operations().get("addPeer"))
        .containsEntry(
            "port", new PropertyDefinition(PropertyType.INTEGER, "", true, "5060", null, false));
    assertThat(descriptor.metrics())
        .containsEntry(
            "h_integrity", new MetricDefinition("metric::integrity", Duration.ofSeconds(5)))
        .containsEntry(
            "load",
            new MetricDefinition("metric::load", Duration.ofSeconds(60), "cpu/percent-active"))
        .containsEntry("never", new MetricDefinition("metric::load", Duration.ZERO));
    assertThat(descriptor.policies())
        .isEqualTo(
            Map.of(
                "heal",
                new PolicyDefinition("policy::heal", "h_integrity", Map.of("smoothing", "3"))));
    assertThat(parsed.transitionLines())
        .isEqualTo(Map.of("Install", 18, "configure", 18, "START", 18));
    assertThat(parsed.operationLines()).isEqualTo(Map.of("addPeer", 20, "reload", 24));
  }

  @Test
  void takesTheKeysOfAMapAsTransitions() {
    assertThat(parse("lifecycle:\n  Install:\n  Stop: {x: y}\n").descriptor().lifecycle())
        .containsExactly("Install", "Stop");
    assertThat(findings.list()).isEmpty();
  }

  @Test
  void tellsOfEveryFaultAndNotOnlyTheFirst() {
    parse(
        """
        name: [a]
        description: {}
        properties:
          number: {type: integer, default: many}
          id: {type: uuid, value: 12}
          flag: {type: boolean, default: yes}
          odd: {type: float, required: maybe}
          list: {default: [1]}
          text: 5
          "bad name": {}
          more: {defualt: 1, default: 1, value: 2}
        lifecycle:
          - Install
          - Instal
          - INSTALL
          - {}
        operations:
          start: {}
          op: {properties: {p: {type: x}}, lifecycle: []}
          op2: text
        metrics:
          m1: {type: metric::other}
          m2: {}
          m3: {type: metric::load, publication-period: 1.5}
        policies:
          p1: {type: policy::heal, metric: m9}
          p2: {metric: m1}
          p3: {type: policy::scale, properties: {smoothing: 3, a: {value: []}}}
        colour: red
        """);

    assertThat(told())
        .containsExactlyInAnyOrder(
            "resource.yml:1: 'name' must have the form resource::<name>::<version>, such as"
                + " resource::web-server::1.0, not a list",
            "resource.yml:2: 'description' must be a string, not a map",
            "resource.yml:4: the default of property 'number', 'many', is not a value of type"
                + " integer",
            "resource.yml:5: the value of property 'id', '12', is not a value of type uuid",
            "resource.yml:6: the default of property 'flag', 'yes', is not a value of type"
                + " boolean",
            "resource.yml:7: 'type' of property 'odd' must be one of string, integer, boolean,"
                + " uuid, password, key, not 'float'",
            "resource.yml:7: 'required' of property 'odd' must be true or false, not 'maybe'",
            "resource.yml:8: 'default' of property 'list' must be a string, not a list",
            "resource.yml:9: property 'text' must be a map, not a string",
            "resource.yml:10: property name 'bad name' must be 1 to 100 letters, digits, '_', '-'"
                + " or '.'",
            "resource.yml:11: property 'more': unknown key 'defualt' has no effect; is 'default'"
                + " meant?",
            "resource.yml:11: property 'more' has a default and a value; the value is never used",
            "resource.yml:14: an item of 'lifecycle' must be one of Install, Configure, Start,"
                + " Integrity, Stop, Reconfigure, Uninstall, not 'Instal'",
            "resource.yml:15: transition 'INSTALL' is already in line 13",
            "resource.yml:16: an item of 'lifecycle' must be one of Install, Configure, Start,"
                + " Integrity, Stop, Reconfigure, Uninstall, not a map",
            "resource.yml:18: operation 'start' has a transition's name and cannot be called",
            "resource.yml:19: 'type' of property 'p' of operation 'op' must be one of string,"
                + " integer, boolean, uuid, password, key, not 'x'",
            "resource.yml:19: operation 'op': unknown key 'lifecycle' has no effect",
            "resource.yml:20: operation 'op2' must be a map, not a string",
            "resource.yml:22: 'type' of metric 'm1' must be one of metric::integrity, metric::load,"
                + " not 'metric::other'",
            "resource.yml:23: metric 'm2' needs 'type'; it must be one of metric::integrity,"
                + " metric::load",
            "resource.yml:24: 'publication-period' of metric 'm3' must be a whole number of"
                + " seconds, not '1.5'",
            "resource.yml:26: policy 'p1' looks at metric 'm9', which is not declared",
            "resource.yml:27: policy 'p2' needs 'type'; it must be one of policy::heal,"
                + " policy::scale",
            "resource.yml:28: policy 'p3' needs 'metric'",
            "resource.yml:28: property 'smoothing' of policy 'p3' must be a map, not a string",
            "resource.yml:28: 'properties' of policy 'p3': unknown key 'a' has no effect",
            "resource.yml:29: unknown key 'colour' has no effect");
  }

  @Test
  void helpsWhereTheLifecycleIsIndentedIntoTheProperties() {
    ParsedDescriptor parsed =
        parse("properties:\n  a: {}\n  lifecycle:\n    - Install\n    - Uninstall\n");

    assertThat(told())
        .contains(
            "resource.yml:3: property 'lifecycle' is indented into 'properties'; move it and its list to"
                + " the left margin");
    assertThat(parsed.descriptor().lifecycle()).isEmpty();
    assertThat(parsed.descriptor().properties().keySet()).containsExactly("a");
  }

  @Test
  void allowsAPropertyThatIsCalledLifecycle() {
    parse("properties:\n  lifecycle: {type: string}\nlifecycle: [Install]\n");

    assertThat(findings.list()).isEmpty();
  }

  @Test
  void warnsOfATypeThatCannotBeInstalled() {
    parse("lifecycle:\n  - Start\n");

    assertThat(told())
        .containsExactly(
            "resource.yml:2: 'lifecycle' does not offer Install: no instance can be made");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lifecycle: Install", "lifecycle: 5"})
  void refusesALifecycleThatIsNoList(String text) {
    parse(text);

    assertThat(told())
        .contains("resource.yml:1: 'lifecycle' must be a list of transitions, not a string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "text", "", "- a"})
  void refusesAFileThatIsNoMap(String text) {
    assertThat(parse(text).descriptor().properties()).isEmpty();
    assertThat(told()).singleElement().asString().startsWith("resource.yml:1: must be a map");
  }

  @Test
  void tellsOfReferencesToNothing() {
    parse(
        """
        lifecycle: [Install]
        properties:
          a: {value: "${instance.name}${instance.id}${instance.location}${b}"}
          b: {value: "x${instance.colour}${c}"}
          d: {default: "${anything}"}
        operations:
          op:
            properties:
              e: {value: "${a}"}
              f: {value: "${e}"}
        """);

    assertThat(told())
        .containsExactly(
            "resource.yml:4: the value of property 'b' refers to '${instance.colour}', which is no"
                + " property and none of instance.name, instance.id, instance.location",
            "resource.yml:4: the value of property 'b' refers to '${c}', which is no property and"
                + " none of instance.name, instance.id, instance.location",
            "resource.yml:9: the value of property 'e' of operation 'op' refers to '${a}', which is"
                + " no property and none of instance.name, instance.id, instance.location");
  }

  @Test
  void tellsOfEachCycleOnce() {
    parse(
        """
        lifecycle: [Install]
        properties:
          own: {value: "${own}"}
          a: {value: "${b}"}
          b: {value: "${c}${c}"}
          c: {value: "x ${a}"}
          d: {value: "${a}"}
        """);

    assertThat(told())
        .containsExactly(
            "resource.yml:3: the value of property 'own' needs itself: own -> own",
            "resource.yml:4: the value of property 'a' needs itself: a -> b -> c -> a");
  }

  @Test
  void doesNotCheckTheTypeOfAValueWithReferences() {
    parse(
        """
        lifecycle: [Install]
        properties:
          a: {type: integer}
          b: {type: integer, value: "${a}"}
        """);

    assertThat(findings.list()).isEmpty();
  }

  @Test
  void readsWhatBecomesOfWhatFails() {
    Descriptor descriptor =
        parse(
                """
                lifecycle: [Install, Start, Stop]
                onFailure: {install: rollback, Start: keep, Stop: rollback, Fly: keep, Uninstall: 7}
                """)
            .descriptor();

    assertThat(descriptor.onFailure("Install")).isEqualTo(FailurePolicy.ROLLBACK);
    assertThat(descriptor.onFailure("Start")).isEqualTo(FailurePolicy.KEEP);
    assertThat(descriptor.onFailure("Configure")).isEqualTo(FailurePolicy.KEEP);
    assertThat(findings.list().toString())
        .contains("nothing of Stop can be undone")
        .contains("name 'Fly' of 'onFailure' must be one of Install")
        .contains("'Uninstall' of 'onFailure' must be one of keep, rollback, force");
  }

  @Test
  void takesFiveHundredPropertiesAndNoMore() {
    StringBuilder text = new StringBuilder("lifecycle: [Install]\nproperties:\n");
    for (int i = 0; i < 500; i++) {
      text.append("  p").append(i).append(": {}\n");
    }
    assertThat(parse(text.toString()).descriptor().properties()).hasSize(500);
    assertThat(findings.list()).isEmpty();

    assertThat(parse(text + "  one-more: {}\n").descriptor().properties()).hasSize(500);
    assertThat(told()).containsExactly("resource.yml:503: 'properties' has more than 500 entries");
  }

  @Test
  void takesNamesOfAHundredCharactersAndNoMore() {
    parse("lifecycle: [Install]\nproperties:\n  " + "a".repeat(100) + ": {}\n");
    assertThat(findings.list()).isEmpty();

    parse("lifecycle: [Install]\nproperties:\n  " + "a".repeat(101) + ": {}\n");
    assertThat(told()).singleElement().asString().startsWith("resource.yml:3: property name");
  }

  @Test
  void keepsMessagesOnOneShortLine() {
    parse("lifecycle: [Install]\n\"a\\nb\\e[31m" + "x".repeat(1000) + "\": 1\n");

    assertThat(told())
        .singleElement()
        .asString()
        .hasSizeLessThan(150)
        .doesNotContain("\n", "\u001b")
        .startsWith("resource.yml:2: unknown key 'a bxxx");
  }

  private static PropertyDefinition property(
      String description, boolean required, String defaultValue, String value, boolean readOnly) {
    return new PropertyDefinition(
        PropertyType.STRING, description, required, defaultValue, value, readOnly);
  }

  private ParsedDescriptor parse(String text) {
    return DescriptorParser.parse(
        text.getBytes(StandardCharsets.UTF_8), findings.in("resource.yml"));
  }

  private List<String> told() {
    return findings.list().stream().map(Object::toString).toList();
  }
}
