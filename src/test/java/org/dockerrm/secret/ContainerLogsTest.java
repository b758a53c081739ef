package org.dockerrm.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.dockerrm.catalog.SecretMask;
import org.dockerrm.location.LogLine;
import org.junit.jupiter.api.Test;

class ContainerLogsTest {

  private static LogLine line(String text, boolean cut) {
    return new LogLine(LogLine.Stream.STDOUT, text, cut);
  }

  private static List<String> shown(String secret, LogLine... lines) {
    return ContainerLogs.masked(List.of(lines), SecretMask.of(List.of(secret))).stream()
        .map(LogLine::text)
        .toList();
  }

  @Test
  void masksASecretThatStandsInOneLineOrOverSeveral() {
    assertThat(
            shown("password", line("a password", false), line("pass", false), line("word", false)))
        .containsExactly("a ********", "********", "********");
    assertThat(shown("begin\nmiddle\n\n", line("the middle of it", false)))
        .containsExactly("the ******** of it");
  }

  @Test
  void masksWhatIsLeftOfASecretWhereALineWasCut() {
    assertThat(shown("password", line("a long line with pass", true)))
        .containsExactly("a long line with ********...");
  }
}
