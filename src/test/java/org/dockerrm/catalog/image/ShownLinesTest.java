package org.dockerrm.catalog.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.dockerrm.catalog.SecretMask;
import org.junit.jupiter.api.Test;

class ShownLinesTest {

  private static final String MASK = SecretMask.MASK;

  private static ShownLines hiding(String... secrets) {
    return new ShownLines(SecretMask.of(List.of(secrets)));
  }

  @Test
  void showsLinesWithoutSecretsAtOnce() {
    ShownLines lines = hiding();

    lines.add("  one\u001b[0m ");
    lines.add(" ");
    lines.add("two");

    assertThat(lines.all()).containsExactly("one", "two");
  }

  @Test
  void showsALineThatMayHoldTheBeginningOfASecretWithTheNext() {
    ShownLines lines = hiding("harbour-lights");

    lines.add("go to harb");
    assertThat(lines.all()).isEmpty();
    lines.add("elsewhere");
    assertThat(lines.all()).containsExactly("go to harb", "elsewhere");
    lines.add("go to harb");
    lines.end();
    assertThat(lines.all()).endsWith("go to harb");
  }

  @Test
  void masksASecretThatGoesOnOverSeveralLines() {
    String secret = "a secret that is long enough to be wrapped when it is written in Base64";
    String encoded =
        Base64.getMimeEncoder(20, new byte[] {'\n'})
            .encodeToString(secret.getBytes(StandardCharsets.UTF_8));
    ShownLines lines = hiding(secret);

    lines.add("key:");
    for (String line : encoded.split("\n")) {
      assertThat(String.join("", lines.all()).replace("key:", "").replace(MASK, "")).isEmpty();
      lines.add(line);
    }
    lines.add("end");

    assertThat(lines.all()).startsWith("key:", MASK, MASK).endsWith("end");
    assertThat(String.join("", lines.all()).replace(MASK, "").length()).isLessThan(12);
  }

  @Test
  void masksSecretsThatOverlapOverLines() {
    ShownLines lines = hiding("one-two\nthree", "three-four\nfive");

    lines.add("x one-two");
    lines.add("three-four");
    lines.add("five y");
    lines.end();

    assertThat(lines.all()).containsExactly("x " + MASK, MASK, MASK + " y");
  }

  @Test
  void masksWhatIsLeftOfASecretWhereALineIsCut() {
    ShownLines lines = hiding("harbour-lights");

    lines.add("x".repeat(494) + "harbour-lights");
    lines.end();

    assertThat(lines.all()).containsExactly("x".repeat(494) + MASK + "...");
  }

  @Test
  void holdsBackABoundedNumberOfLines() {
    ShownLines lines = hiding("a".repeat(4000) + "b");

    for (int i = 0; i < 150; i++) {
      lines.add("a".repeat(20));
    }

    assertThat(lines.all()).hasSizeGreaterThanOrEqualTo(100).containsOnly(MASK);
  }

  @Test
  void keepsTheLastLinesAndTheirNumber() {
    ShownLines lines = hiding("secret");

    for (int i = 0; i < ShownLines.KEPT + 5; i++) {
      lines.add("line " + i + ".");
    }

    assertThat(lines.all()).hasSize(ShownLines.KEPT).startsWith("line 5.").endsWith("line 204.");
    assertThat(lines.first()).isEqualTo(5);
  }
}
