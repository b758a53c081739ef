package org.dockerrm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogFollowerTest {

  private static List<String> added(List<String> before, List<String> now) {
    return LogFollower.added(before, now, 3);
  }

  @Test
  void printsWhatIsAddedToALogThatIsReadWhole() {
    assertThat(added(List.of(), List.of("a"))).containsExactly("a");
    assertThat(added(List.of("a"), List.of("a"))).isEmpty();
    assertThat(added(List.of("a"), List.of("a", "b"))).containsExactly("b");
  }

  @Test
  void losesNoLinesThatEqualTheOnesBefore() {
    assertThat(added(List.of("a"), List.of("a", "a"))).containsExactly("a");
    assertThat(added(List.of("a"), List.of("a", "a", "a"))).containsExactly("a", "a");
    assertThat(added(List.of("a", "b"), List.of("a", "b", "b"))).containsExactly("b");
  }

  @Test
  void printsWhatIsAddedToALogOfWhichOnlyTheEndIsRead() {
    assertThat(added(List.of("a", "b", "c"), List.of("a", "b", "c"))).isEmpty();
    assertThat(added(List.of("a", "b", "c"), List.of("b", "c", "d"))).containsExactly("d");
    assertThat(added(List.of("a", "b"), List.of("b", "c", "d"))).containsExactly("c", "d");
    assertThat(added(List.of("a", "b", "c"), List.of("d", "e", "f")))
        .containsExactly("d", "e", "f");
  }

  @Test
  void printsAllOfAnotherLog() {
    assertThat(added(List.of("a"), List.of("b", "c"))).containsExactly("b", "c");
    assertThat(added(List.of("a", "b"), List.of("c"))).containsExactly("c");
    assertThat(added(List.of("a", "b"), List.of("b"))).containsExactly("b");
  }
}
