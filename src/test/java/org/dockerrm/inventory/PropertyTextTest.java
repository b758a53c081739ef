package org.dockerrm.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PropertyTextTest {

  private final PropertyText text = new PropertyText();

  @Test
  void keepsAsManyCharactersAsAnInstanceMayHaveAndNoMore() {
    Map<String, String> most = Map.of("a", "x".repeat(1 << 19), "b", "y".repeat(1 << 19));

    assertThat(text.read(text.write(most))).isEqualTo(most);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> text.write(Map.of("a", "x".repeat(1 << 20), "b", "y")))
        .withMessageContaining("more than 1048576 characters together");
  }
}
