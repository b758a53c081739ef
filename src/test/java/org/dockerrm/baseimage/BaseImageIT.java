package org.dockerrm.baseimage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dockerrm.baseimage.Sandbox.address;
import static org.dockerrm.baseimage.Sandbox.exec;
import static org.dockerrm.baseimage.Sandbox.execExactly;
import static org.dockerrm.baseimage.Sandbox.properties;
import static org.dockerrm.baseimage.Sandbox.put;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dockerrm.baseimage.DockerCli.Output;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;

/** The utilities of the base image (docs/reference/packages.md, "Base image"). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BaseImageIT {

  private static final String LIFECYCLE = "/opt/rmparams";
  private static final String OPERATION = "/opt/opparams";

  private static final List<String> HOSTILE =
      List.of(
          "",
          " ",
          "0010",
          "+7",
          "1e3",
          "0x1F",
          "12:30:45",
          "yes",
          "NO",
          "true",
          "null",
          "~",
          "2026-11-21",
          "<<",
          "=",
          "- item",
          "key: value",
          "# no comment",
          "{a: b}",
          "[1, 2]",
          "&anchor",
          "*alias",
          "!!python/object:os.system",
          "--help",
          "-",
          "it's \"quoted\"",
          "$(touch /tmp/pwned) `touch /tmp/pwned` ${HOME} ; | & > \\",
          "two\nlines",
          "\n leading and trailing \n\n",
          "tab\tbell\u0007escape\u001b[31mred\rdelete\u007f",
          "next line\u0085separator\u2028mark\ufeff no-break\u00a0space",
          "Zoë 東京 \ud83d\ude00 עברית",
          "x".repeat(10_000));

  private Sandbox sandbox;
  private String container;

  @BeforeAll
  void start() {
    sandbox = new Sandbox();
    container = sandbox.run(Sandbox.BASE_IMAGE);
  }

  @AfterAll
  void clean() {
    sandbox.close();
  }

  @Test
  void hasWhatScriptsAndHealthChecksOfTheGuidesUse() {
    assertThat(exec(container, "sh", "-c", "curl --version && ip -V && ps --version").text())
        .contains("curl ", "ip utility", "ps from");
    assertThat(
            exec(
                    container,
                    "python3",
                    "-c",
                    "import jinja2, netaddr, netifaces, urllib3, yaml; from dockerrm import"
                        + " metrics, properties; print(jinja2.Template('{{ n"
                        + " }}').render(n=netaddr.IPNetwork('10.0.0.0/8').size),"
                        + " urllib3.PoolManager, metrics.send_load, properties.get)")
                .text())
        .contains("16777216", "send_load", "function get");
  }

  @ParameterizedTest
  @EnumSource(
      value = ScalarStyle.class,
      names = {"DOUBLE_QUOTED", "SINGLE_QUOTED", "PLAIN"})
  void printsEveryValueAsItIs(ScalarStyle style) {
    Map<String, String> written = hostileProperties();
    if (style != ScalarStyle.DOUBLE_QUOTED) {
      // Only between double quotes can YAML tell these line ends from others.
      written.values().removeIf(value -> value.contains("\u0085"));
    }
    put(container, LIFECYCLE, written, style);

    written.forEach(
        (name, value) ->
            assertThat(exec(container, "getProperty", name).out()).isEqualTo(value + "\n"));
  }

  @Test
  void storesEveryValueAsTextAndLeavesTheOthers() {
    Map<String, String> expected = new LinkedHashMap<>();
    IntStream.range(0, HOSTILE.size()).forEach(i -> expected.put("p" + i, "before"));
    put(container, LIFECYCLE, expected, ScalarStyle.DOUBLE_QUOTED);

    hostileProperties()
        .forEach(
            (name, value) -> {
              execExactly(container, value, "setProperty", name).text();
              expected.put(name, value);
              assertThat(properties(container, LIFECYCLE)).isEqualTo(expected);
            });
    assertThat(exec(container, "ls", "/tmp").text()).isEmpty();
  }

  @Test
  void printsAllPropertiesAsYaml() {
    put(container, LIFECYCLE, hostileProperties(), ScalarStyle.DOUBLE_QUOTED);

    put(container, "/tmp/all", exec(container, "getProperty").out());

    assertThat(properties(container, "/tmp/all")).isEqualTo(hostileProperties());
    exec(container, "rm", "/tmp/all").text();
  }

  @ParameterizedTest
  @CsvSource({
    "getProperty,setProperty,/opt/rmparams,/opt/opparams",
    "getOperationProperty,setOperationProperty,/opt/opparams,/opt/rmparams"
  })
  void lifecycleAndOperationHaveFilesOfTheirOwn(String get, String set, String file, String other) {
    put(container, file, Map.of("name", "mine"), ScalarStyle.DOUBLE_QUOTED);
    put(container, other, Map.of("name", "other's"), ScalarStyle.DOUBLE_QUOTED);

    exec(container, set, "name", "changed").text();

    assertThat(exec(container, get, "name").text()).isEqualTo("changed");
    assertThat(properties(container, other)).isEqualTo(Map.of("name", "other's"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"getProperty nope", "setProperty nope value"})
  void refusesUnknownProperties(String call) {
    put(container, LIFECYCLE, Map.of("name", "value"), ScalarStyle.DOUBLE_QUOTED);

    Output refused = exec(container, call.split(" "));

    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("unknown property 'nope'");
    assertThat(properties(container, LIFECYCLE)).isEqualTo(Map.of("name", "value"));
  }

  @Test
  void saysWhatIsWrongWithAFileThatIsNotThereOrNoMap() {
    exec(container, "rm", "-f", OPERATION).text();
    assertThat(exec(container, "getOperationProperty", "name").err())
        .contains("/opt/opparams: No such file");
    for (String content : List.of("[a]", "a: 'b", "just text")) {
      put(container, OPERATION, content);
      Output refused = exec(container, "getOperationProperty", "name");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).contains("/opt/opparams is not").doesNotContain("Traceback");
    }
  }

  @Test
  void concurrentChangesAreAllKept() {
    Map<String, String> expected = new LinkedHashMap<>();
    IntStream.range(0, 30).forEach(i -> expected.put("p" + i, "before"));
    put(container, LIFECYCLE, expected, ScalarStyle.DOUBLE_QUOTED);

    exec(
            container,
            "sh",
            "-c",
            "for i in $(seq 0 29); do setProperty p$i \"after \\\"$i\\\"\" & done; wait")
        .text();

    expected.replaceAll((name, value) -> "after \"" + name.substring(1) + "\"");
    assertThat(properties(container, LIFECYCLE)).isEqualTo(expected);
  }

  @Test
  void ownerModeAndLinkStay() {
    put(container, LIFECYCLE, Map.of("name", "value"), ScalarStyle.DOUBLE_QUOTED);
    exec(container, "chown", "1234:5678", LIFECYCLE).text();

    exec(container, "setProperty", "name", "changed").text();

    assertThat(exec(container, "stat", "-c", "%a %u:%g", LIFECYCLE).text())
        .isEqualTo("600 1234:5678");
    assertThat(exec(container, "readlink", "/etc/rmparams", "/etc/opparams").text())
        .isEqualTo("/opt/rmparams\n/opt/opparams");
    assertThat(properties(container, "/etc/rmparams")).isEqualTo(Map.of("name", "changed"));
  }

  @Test
  void workForAUserWhoOwnsTheFileOnly() {
    String restricted = sandbox.run(Sandbox.BASE_IMAGE, "--user", "1234", "--cap-drop", "ALL");
    DockerCli.docker(
            "exec",
            "-u",
            "0",
            restricted,
            "sh",
            "-c",
            "umask 077; echo 'name: \"a long value\"' >/opt/rmparams; chown 1234 /opt/rmparams 2>&1"
                + " || chmod 666 /opt/rmparams")
        .text();

    exec(restricted, "setProperty", "name", "short").text();

    assertThat(exec(restricted, "cat", LIFECYCLE).text()).isEqualTo("\"name\": \"short\"");
  }

  @Test
  void listsInterfacesWithoutTheLoopback() {
    assertThat(exec(container, "getInterfaces").text()).contains("eth0").doesNotContain("lo\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"getInterfaceSub", "getInterfacesSub"})
  void tellsTheSubnetOfAnAddressOrInterface(String command) {
    assertThat(exec(container, command, address(container)).text()).isEqualTo(sandbox.subnet());
    assertThat(exec(container, command, "eth0").text()).isEqualTo(sandbox.subnet());
    assertThat(exec(container, command, "203.0.113.1").code()).isEqualTo(1);
  }

  @Test
  void tellsTheAddressInANetwork() {
    String subnet = sandbox.subnet();
    String network = subnet.substring(0, subnet.indexOf('/'));

    assertThat(exec(container, "getInterfaceIP", subnet).text()).isEqualTo(address(container));
    assertThat(exec(container, "getInterfaceIP", network).text()).isEqualTo(address(container));
    for (String unknown : List.of("203.0.113.0/24", "203.0.113.0", "no address", "")) {
      Output refused = exec(container, "getInterfaceIP", unknown);
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err()).startsWith("getInterfaceIP: ").doesNotContain("Traceback");
    }
  }

  private static Map<String, String> hostileProperties() {
    Map<String, String> properties = new LinkedHashMap<>();
    IntStream.range(0, HOSTILE.size()).forEach(i -> properties.put("p" + i, HOSTILE.get(i)));
    return properties;
  }
}
