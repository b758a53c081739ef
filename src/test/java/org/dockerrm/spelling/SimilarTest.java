package org.dockerrm.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimilarTest {

  private static final List<String> KNOWN = List.of("cap_drop", "dev", "greeting", "who");

  @ParameterizedTest
  @CsvSource({
    "greting, greeting",
    "Greeting, greeting",
    "greetnig, greeting",
    "cap-drop, cap_drop",
    "dve, dev",
    "whom, who",
  })
  void namesWhatWasMeant(String text, String meant) {
    assertThat(Similar.to(text, KNOWN)).contains(meant);
    assertThat(Similar.hint(text, KNOWN)).isEqualTo("; is '" + meant + "' meant?");
  }

  @Test
  void namesNothingThatIsNotSimilar() {
    assertThat(Similar.to("prod", KNOWN)).isEmpty();
    assertThat(Similar.to("x".repeat(1_000_000), KNOWN)).isEmpty();
    assertThat(Similar.hint("prod", KNOWN)).isEmpty();
    assertThat(Similar.to("x", List.of("y"))).isEmpty();
  }

  @Test
  void prefersTheNearestAndOfTwoTheFirst() {
    assertThat(Similar.to("member", List.of("memory", "members"))).contains("members");
    assertThat(Similar.to("starts", List.of("start", "stars"))).contains("stars");
    assertThat(Similar.to("startx", List.of("startz", "starty"))).contains("starty");
  }
}
