package org.dockerrm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogFollowerTest {

  @Test
  void printsWhatCameBehindTheLinesThatAreKnown() {
    assertThat(LogFollower.added(List.of("a", "b"), List.of("x", "a", "b", "c")))
        .containsExactly("c");
    assertThat(LogFollower.added(List.of("a", "b"), List.of("b", "c"))).containsExactly("c");
    assertThat(LogFollower.added(List.of("a"), List.of("a"))).isEmpty();
    assertThat(LogFollower.added(List.of(), List.of("a"))).containsExactly("a");
    assertThat(LogFollower.added(List.of("a"), List.of("b", "c"))).containsExactly("b", "c");
  }
}
