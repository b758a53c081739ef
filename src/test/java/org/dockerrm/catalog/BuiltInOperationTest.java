package org.dockerrm.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dockerrm.catalog.ResourceType.Kind;
import org.junit.jupiter.api.Test;

class BuiltInOperationTest {

  private static final PropertyDefinition TEXT =
      new PropertyDefinition(PropertyType.STRING, "mine", false, null, null, false);

  @Test
  void isOfferedByContainersDeclaredOrNot() {
    assertThat(type(Kind.CONTAINER, Map.of()).operation("addNetwork").orElseThrow())
        .containsOnlyKeys("networkid")
        .allSatisfy((name, property) -> assertThat(property.required()).isTrue());
    assertThat(type(Kind.CONTAINER, Map.of()).operation("removeNetwork")).isPresent();
  }

  @Test
  void isNotOfferedByNetworksNorInAnotherCase() {
    assertThat(type(Kind.NETWORK, Map.of()).operation("addNetwork")).isEmpty();
    assertThat(type(Kind.CONTAINER, Map.of()).operation("addnetwork")).isEmpty();
  }

  @Test
  void keepsWhatTheDescriptorDeclaresAndAddsWhatItNeeds() {
    assertThat(
            type(Kind.CONTAINER, Map.of("addNetwork", Map.of("networkid", TEXT)))
                .operation("addNetwork"))
        .contains(Map.of("networkid", TEXT));
    assertThat(
            type(Kind.CONTAINER, Map.of("addNetwork", Map.of("note", TEXT)))
                .operation("addNetwork")
                .orElseThrow())
        .containsOnlyKeys("note", "networkid");
  }

  @Test
  void leavesOtherOperationsAlone() {
    ResourceType type = type(Kind.CONTAINER, Map.of("reload", Map.of("x", TEXT)));

    assertThat(type.operation("reload")).contains(Map.of("x", TEXT));
    assertThat(type.operation("other")).isEmpty();
  }

  private static ResourceType type(
      Kind kind, Map<String, Map<String, PropertyDefinition>> operations) {
    return new ResourceType(
        new TypeName("web", "1.0"),
        ResourceType.State.PUBLISHED,
        "",
        Instant.EPOCH,
        Instant.EPOCH,
        new Descriptor(
            "",
            Map.of(),
            List.of(),
            operations,
            Map.of(),
            Map.of(),
            "",
            ContainerSettings.NONE,
            Map.of()),
        "",
        kind,
        "",
        Map.of(),
        Map.of(),
        List.of(),
        List.of());
  }
}
