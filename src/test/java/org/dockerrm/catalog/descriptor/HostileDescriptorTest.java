package org.dockerrm.catalog.descriptor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dockerrm.catalog.yaml.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptors that mean harm cost little time, and end in a finding with a line. */
@Timeout(60)
class HostileDescriptorTest {

  private final Findings findings = new Findings();

  @Test
  void refusesAliasBombs() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 50; i++) {
      String alias = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, (alias + ", ").repeat(8) + alias));
    }

    assertThat(told(bomb.toString()))
        .contains(
            "resource.yml:1: anchors are not supported (&a0); remove it",
            "resource.yml:2: aliases are not supported (*a0); write it out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "!!javax.script.ScriptEngineManager [x]",
        "!!java.net.URL [x]",
        "!own {a: b}",
        "!!python/object/apply:os.system [x]",
        "!!binary aGVsbG8=",
        "!!str x"
      })
  void refusesTags(String value) {
    assertThat(told("lifecycle: [Install]\nproperties:\n  a: " + value + "\n"))
        .anyMatch(message -> message.startsWith("resource.yml:3: tags are not supported"));
  }

  @ParameterizedTest
  @CsvSource({"utf-16", "iso-8859-1"})
  void refusesOtherEncodings(String charset) throws Exception {
    byte[] content = "lifecycle: [Install]\ndescription: größer\n".getBytes(charset);

    DescriptorParser.parse(content, findings.in("resource.yml"));

    assertThat(findings.list()).isNotEmpty();
    assertThat(findings.list().get(0).toString())
        .matches("resource\\.yml:[12]: (is not UTF-8 text|holds a character that YAML.*)");
  }

  @Test
  void refusesValuesThatMultiply() {
    String doubled = lines(40, i -> "  p%d: {value: \"${p%d}${p%d}\"}".formatted(i, i + 1, i + 1));

    assertThat(told("lifecycle: [Install]\nproperties:\n" + doubled + "  p40: {default: xx}\n"))
        .singleElement()
        .asString()
        .matches(
            "resource\\.yml:\\d+: the value of property 'p\\d+', together with those above it, has"
                + " more than 1048576 characters once '\\$\\{p\\d+}' is replaced;.*");
  }

  @Test
  void refusesManyReferencesToOneLongValue() {
    String many = lines(100, i -> "  p%d: {value: \"${long}\"}".formatted(i));
    String value = "  long: {default: \"" + "x".repeat(100_000) + "\"}\n";

    assertThat(told("lifecycle: [Install]\nproperties:\n" + value + many))
        .singleElement()
        .asString()
        .startsWith("resource.yml:14: the value of property 'p10', together with those above it,");
  }

  @Test
  void refusesAContainerSectionThatMultiplies() {
    String variables = lines(100, i -> "    V%d: \"${long}${long}\"".formatted(i));
    String value = "  long: {default: \"" + "x".repeat(10_000) + "\"}\n";

    assertThat(
            told(
                "lifecycle: [Install]\nproperties:\n"
                    + value
                    + "container:\n  environment:\n"
                    + variables))
        .singleElement()
        .asString()
        .startsWith("resource.yml:58: the texts of the container section have more than 1048576");
  }

  @Test
  void tellsOfLongCyclesBriefly() {
    String chain = lines(500, i -> "  p%d: {value: \"${p%d}\"}".formatted(i, i == 499 ? 0 : i + 1));

    assertThat(told("lifecycle: [Install]\nproperties:\n" + chain))
        .singleElement()
        .asString()
        .startsWith("resource.yml:3: the value of property 'p0' needs itself: p0 -> p1 -> ")
        .hasSizeLessThan(400);
  }

  @Test
  void survivesPropertiesThatAllNeedEachOther() {
    String all =
        IntStream.range(0, 150).mapToObj("${p%d}"::formatted).collect(Collectors.joining());

    assertThat(
            told(
                "lifecycle: [Install]\nproperties:\n"
                    + lines(150, i -> "  p" + i + ": {value: \"" + all + "\"}")))
        .hasSize(201)
        .allMatch(message -> message.length() < 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${", "${a", "1s", "1", "a.", "\\n", "[::", "/"})
  void matchesNoPatternForLong(String piece) {
    String text = "\"" + piece.repeat(90_000 / piece.length()) + "\"";
    String keys =
        Stream.of("memory", "cpus", "stop-timeout", "restart", "ports", "volumes", "dns")
            .map(key -> key + ": " + text + ", ")
            .collect(Collectors.joining());

    told("lifecycle: [Install]\ncontainer: {" + keys + "healthcheck: {interval: " + text + "}}\n");
    told(
        "name: %1$s\nlifecycle: [%1$s]\nproperties: {a: {value: %1$s}, %1$s: {}}\n%2$s"
            .formatted(text, "container: {ports: [%1$s], volumes: [%1$s]}\n".formatted(text)));

    assertThat(findings.list()).allMatch(finding -> finding.message().length() < 400);
  }

  @Test
  void boundsFaultsByTheThousand() {
    assertThat(told("properties:\n" + lines(20_000, i -> "  \"p %d\": [".formatted(i) + "]")))
        .hasSize(201)
        .last()
        .isEqualTo("resource.yml: has more faults than are listed");
  }

  @Test
  void refusesDeepNesting() {
    assertThat(told("container: " + "[".repeat(100_000)))
        .anyMatch(message -> message.contains("nested deeper than 32"));
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n", "", "\n"));
  }

  private List<String> told(String text) {
    DescriptorParser.parse(text.getBytes(StandardCharsets.UTF_8), findings.in("resource.yml"));
    return findings.list().stream().map(Object::toString).toList();
  }
}
