package org.dockerrm.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentVariablesTest {

  @Test
  void keepsAVariableOfTheLargestSizeThatLinuxTakes() {
    String value = "x".repeat(EnvironmentVariables.LONGEST - "NAME=".length() - 1);

    EnvironmentVariables fitting = EnvironmentVariables.fitting(Map.of("NAME", value));

    assertThat(fitting.values()).containsEntry("NAME", value);
    assertThat(fitting.leftOut()).isEmpty();
  }

  @Test
  void leavesOutAVariableThatIsLongerInBytes() {
    String value = "é".repeat(EnvironmentVariables.LONGEST / 2);

    EnvironmentVariables fitting =
        EnvironmentVariables.fitting(Map.of("LONG", value, "SHORT", "value"));

    assertThat(fitting.values()).containsOnlyKeys("SHORT");
    assertThat(fitting.leftOut()).containsExactly("LONG");
  }

  @Test
  void leavesOutWhatComesAfterTheSizeOfAll() {
    Map<String, String> wanted = new LinkedHashMap<>();
    for (int i = 10; i < 30; i++) {
      wanted.put("V" + i, "x".repeat(100_000));
    }

    EnvironmentVariables fitting = EnvironmentVariables.fitting(wanted);

    assertThat(fitting.values()).hasSize(10).containsKey("V10").doesNotContainKey("V29");
    assertThat(fitting.leftOut()).hasSize(10).contains("V20", "V29");
  }

  @Test
  void leavesOutWhatIsNoVariableAtAll() {
    EnvironmentVariables fitting =
        EnvironmentVariables.fitting(Map.of("", "a", "A=B", "c", "NUL", "a\0b"));

    assertThat(fitting.values()).isEmpty();
    assertThat(fitting.leftOut()).containsExactlyInAnyOrder("", "A=B", "NUL");
  }
}
