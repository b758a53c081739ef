package org.dockerrm.transition;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dockerrm.catalog.Descriptor;
import org.dockerrm.catalog.ResourceType;
import org.dockerrm.catalog.ResourceType.Kind;
import org.dockerrm.catalog.TypeName;
import org.dockerrm.catalog.descriptor.DescriptorParser;
import org.dockerrm.catalog.image.FakeLocations;
import org.dockerrm.catalog.yaml.Findings;
import org.dockerrm.config.LocationLimits;
import org.dockerrm.location.Ability;
import org.dockerrm.location.memory.MemoryHost;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a location cannot do is refused before anything of a request is stored. */
class LocationChecksTest {

  private static final LocationLimits GENEROUS =
      new LocationLimits(0, 0, true, true, true, LocationLimits.DEFAULT.networkPool());

  @ParameterizedTest
  @CsvSource({
    "NETWORKS, docker_network, front",
    "FIXED_ADDRESSES, docker_ipaddr, 10.0.0.5",
    "NETWORKS, docker_network2, back",
    "ATTACHES, docker_network2, bridge",
    "FIXED_ADDRESSES, docker_ipaddr2, 10.0.0.5",
  })
  void aPropertyThatNeedsAnAbility(Ability ability, String property, String value) {
    ResourceType type = container("");
    Map<String, String> values =
        Map.of("docker_network2", "", "docker_ipaddr2", "", "docker_network", "");
    Map<String, String> asked = new HashMap<>(values);
    asked.put(property, value);

    refused("property " + property, () -> check(ability, type, "Install", asked));
    assertThatCode(() -> check(ability, type, "Install", values)).doesNotThrowAnyException();
    assertThatCode(() -> check(null, type, "Install", asked)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PRIVILEGED|privileged: true",
        "DEVICES|devices: ['/dev/null']",
        "HOST_PORTS|ports: ['${port}:80']",
        "BIND_MOUNTS|volumes: ['/etc:/host']",
        "VOLUMES|volumes: ['data:/data']",
        "PROCESS_LIMITS|pids: 10",
        "PROCESS_LIMITS|ulimits: {nofile: 10}",
        "SYSCTLS|sysctls: {net.core.somaxconn: '10'}",
        "RESTARTS|restart: always",
      })
  void aSettingThatNeedsAnAbility(Ability ability, String setting) {
    ResourceType type = container(setting);
    Map<String, String> values = Map.of("port", "8080");
    String key = "container." + setting.split(":")[0];

    refused(key, () -> check(ability, type, "Install", values));
    assertThatCode(() -> check(ability, type, "Start", Map.of())).doesNotThrowAnyException();
    assertThatCode(() -> check(null, type, "Install", values)).doesNotThrowAnyException();
  }

  @Test
  void settingsThatAnInstanceCannotHaveAreLeftToTheStep() {
    assertThatCode(
            () ->
                check(
                    Ability.HOST_PORTS,
                    container("ports: ['${port}:80']"),
                    "Install",
                    Map.of("port", "no number")))
        .doesNotThrowAnyException();
  }

  @Test
  void volumesWithoutANameComeWithTheirContainer() {
    assertThatCode(
            () -> check(Ability.VOLUMES, container("volumes: ['/data']"), "Install", Map.of()))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"NETWORK", "VOLUME"})
  void anObjectThatTheHostDoesNotHave(Kind kind) {
    ResourceType type = type(kind, "");
    Ability needed = kind == Kind.NETWORK ? Ability.NETWORKS : Ability.VOLUMES;

    refused("type resource::tuned::1.0", () -> check(needed, type, "Install", Map.of()));
    assertThatCode(() -> check(needed, type, "Uninstall", Map.of())).doesNotThrowAnyException();
  }

  @Test
  void whatKeepsOrAttachesContainers() {
    ResourceType type = container("");

    refused("transition Upgrade", () -> check(Ability.HOLDS_STOPPED, type, "Upgrade", Map.of()));
    for (String operation : List.of("addNetwork", "removeNetwork")) {
      refused(
          "operation " + operation,
          () -> check(Ability.ATTACHES, type, operation, Map.of("networkid", "front")));
    }
  }

  private static void refused(String what, ThrowingCallable check) {
    assertThatThrownBy(check)
        .isInstanceOf(RequestRefused.class)
        .hasMessageStartingWith("location edge: a location of kind memory ")
        .hasMessageEndingWith(": " + what);
  }

  private static void check(
      @Nullable Ability missing, ResourceType type, String transition, Map<String, String> values) {
    MemoryHost host =
        new MemoryHost(Clock.systemUTC(), missing == null ? Set.of() : Set.of(missing));
    FakeLocations locations = new FakeLocations(List.of(host.location("edge", GENEROUS)));
    new LocationChecks(locations, new HostNetworkRule(null))
        .check("edge", type, OfferedTransition.find(type, transition), values);
  }

  private static ResourceType container(String setting) {
    return type(Kind.CONTAINER, setting);
  }

  private static ResourceType type(Kind kind, String setting) {
    String text =
        """
        name: resource::tuned::1.0
        lifecycle: [Install, Start]
        operations: {addNetwork: {}, removeNetwork: {}}
        properties: {port: {}}
        """
            + (setting.isEmpty() ? "" : "container:\n  " + setting + "\n");
    Descriptor descriptor =
        DescriptorParser.parse(
                text.getBytes(StandardCharsets.UTF_8), new Findings().in("resource.yml"))
            .descriptor();
    return new ResourceType(
        TypeName.parse("resource::tuned::1.0").orElseThrow(),
        ResourceType.State.PUBLISHED,
        "",
        Instant.EPOCH,
        Instant.EPOCH,
        descriptor,
        "",
        kind,
        "image",
        Map.of(),
        Map.of(),
        List.of(),
        List.of());
  }
}
