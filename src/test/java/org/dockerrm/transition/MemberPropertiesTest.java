package org.dockerrm.transition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.dockerrm.catalog.PropertyDefinition;
import org.dockerrm.catalog.PropertyType;
import org.junit.jupiter.api.Test;

class MemberPropertiesTest {

  private static final PropertyDefinition WITH_DEFAULT = definition("hello", false);
  private static final PropertyDefinition REQUIRED = definition(null, true);

  @Test
  void givesAnotherMemberTheEmptyValueOfTheFirstInPlaceOfTheDefault() {
    assertThat(
            MemberProperties.shared(
                Map.of("banner", WITH_DEFAULT, "absent", WITH_DEFAULT), Map.of("banner", "")))
        .containsExactly(Map.entry("banner", ""));
  }

  @Test
  void keepsAddressesAndHostNamesToTheirOwner() {
    assertThat(
            MemberProperties.shared(
                Map.of("docker_ipaddr2", WITH_DEFAULT, "docker_hostname", WITH_DEFAULT),
                Map.of("docker_ipaddr2", "10.0.0.2", "docker_hostname", "web")))
        .isEmpty();
  }

  @Test
  void tellsAnOperationEmptyValuesToo() {
    assertThat(MemberProperties.forOperation(Map.of("banner", WITH_DEFAULT), Map.of("banner", "")))
        .containsExactly(Map.entry("banner", ""));
    assertThat(MemberProperties.forOperation(Map.of("banner", WITH_DEFAULT), Map.of())).isEmpty();
  }

  @Test
  void leavesOutAnEmptyValueThatAnOperationRequires() {
    assertThat(MemberProperties.forOperation(Map.of("ipaddr", REQUIRED), Map.of("ipaddr", "")))
        .isEmpty();
  }

  private static PropertyDefinition definition(String defaultValue, boolean required) {
    return new PropertyDefinition(PropertyType.STRING, "", required, defaultValue, null, false);
  }
}
