package org.dockerrm.workflow.script;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.dockerrm.catalog.SecretMask;
import org.dockerrm.location.ScriptProgress;
import org.junit.jupiter.api.Test;

class LiveOutputTest {

  private static final SecretMask MASK = SecretMask.of(List.of("harbour-lights-77", "schlüssel€"));

  private final LiveOutput output = new LiveOutput();

  private void add(byte[] piece) {
    output.add(new ScriptProgress(output.read(), piece, ""), MASK);
  }

  private void add(String piece) {
    add(piece.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void showsNothingOfASecretWhereverTheReadsCutIt() {
    String text = "a harbour-lights-77 b\nü schlüssel€ und harbour-lights-77\nc\n";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      LiveOutput live = new LiveOutput();
      for (int from = 0; from < bytes.length; from = (int) live.read()) {
        // Every third read finds nothing new.
        int end = Math.min(bytes.length, from + Math.max(0, random.nextInt(9) - 2));
        live.add(new ScriptProgress(from, Arrays.copyOfRange(bytes, from, end), ""), MASK);
      }
      live.add(new ScriptProgress(bytes.length, new byte[0], ""), MASK);

      assertThat(live.text())
          .as("seed %s", seed)
          .isEqualTo("a ******** b\nü ******** und ********\nc\n");
    }
  }

  @Test
  void anUnfinishedLineIsShownOnceNothingIsAddedToIt() {
    add("one\nContinue? ");
    assertThat(output.text()).isEqualTo("one\n");

    add("");
    assertThat(output.text()).isEqualTo("one\nContinue? ");

    add("harbour-li");
    add("");
    assertThat(output.text()).isEqualTo("one\nContinue? ");
  }

  @Test
  void aLineThatEndsWithAWholeSecretIsShownAtOnce() {
    add("go to harbour-lights-77\n");

    assertThat(output.text()).isEqualTo("go to ********\n");
  }

  @Test
  void masksWhatMayBeAPieceOfASecretOnBothSidesOfAGap() {
    add("one\nharbour-");
    output.add(
        new ScriptProgress(
            output.read() + 1000, "lights-77 two\n".getBytes(StandardCharsets.UTF_8), ""),
        MASK);

    assertThat(output.text()).isEqualTo("one\n********\n(1000 bytes left out)\n******** two\n");
  }

  @Test
  void keepsTheLast64KiBAndTellsWhereTheyBegin() {
    for (int i = 0; i < 10; i++) {
      add("0123456789abcde\n".repeat(1024));
    }

    assertThat(output.text()).hasSize(64 << 10);
    assertThat(output.from()).isEqualTo((10 * 16 << 10) - (64 << 10));
  }

  @Test
  void goesOnWithWhatWasKeptAtTheEnd() {
    add("one\ntw");
    output.end("one\ntwo\nthree\n");
    output.end("one\ntwo\nthree\n");
    assertThat(output.text()).isEqualTo("one\ntwo\nthree\n");

    LiveOutput other = new LiveOutput();
    other.add(new ScriptProgress(0, "one\n".getBytes(StandardCharsets.UTF_8), ""), MASK);
    other.end("the container ended");
    assertThat(other.text()).isEqualTo("one\n\n(what was kept in the end)\nthe container ended");
  }
}
