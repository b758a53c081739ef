package org.dockerrm.transition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.dockerrm.inventory.ResourceInstance;
import org.junit.jupiter.api.Test;

class PolicyTargetTest {

  @Test
  void hasTheInstancesValuesAndFacts() {
    assertThat(target("${proxy}/${instance.name}/${instance.id}/${none}/$$", Map.of("proxy", "p")))
        .isEqualTo("p/web/id-1//$");
  }

  @Test
  void doesNotResolveWhatAValueHolds() {
    assertThat(target("${proxy}", Map.of("proxy", "${password}", "password", "s3cret")))
        .isEqualTo("${password}");
  }

  @Test
  void isNoLongerThanAName() {
    assertThatThrownBy(() -> target("${a}${a}", Map.of("a", "x".repeat(600))))
        .isInstanceOf(RequestRefused.class)
        .hasMessageContaining("longer than 1000 characters");
  }

  private static String target(String target, Map<String, String> properties) {
    ResourceInstance instance =
        new ResourceInstance(
            "id-1",
            "web",
            "resource::a::1.0",
            null,
            "dev",
            "key",
            null,
            false,
            properties,
            List.of(),
            Instant.EPOCH,
            Instant.EPOCH,
            null,
            null);
    return PolicyTarget.resolved(Map.of("target", target, "minimum", "1"), instance).get("target");
  }
}
