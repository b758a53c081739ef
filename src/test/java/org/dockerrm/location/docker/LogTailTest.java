package org.dockerrm.location.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dockerrm.location.LogLine.Stream.STDERR;
import static org.dockerrm.location.LogLine.Stream.STDOUT;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.dockerrm.location.LogLine;
import org.junit.jupiter.api.Test;

/** The last lines of logs of any length. */
class LogTailTest {

  @Test
  void putsPiecesTogetherAndTellsStreamsApart() {
    LogTail tail = new LogTail(10);

    tail.append(STDOUT, bytes("one\ntw"));
    tail.append(STDERR, bytes("oh\r\n"));
    tail.append(STDOUT, bytes("o\n\nrest"));

    assertThat(tail.lines())
        .containsExactly(
            new LogLine(STDOUT, "one", false),
            new LogLine(STDERR, "oh", false),
            new LogLine(STDOUT, "two", false),
            new LogLine(STDOUT, "", false),
            new LogLine(STDOUT, "rest", false));
  }

  @Test
  void keepsTheLastLinesOnly() {
    LogTail tail = new LogTail(2);

    tail.append(STDOUT, bytes("a\nb\nc\nd\n"));

    assertThat(tail.lines()).extracting(LogLine::text).containsExactly("c", "d");
  }

  @Test
  void keepsTheBeginningOfALineWithoutEnd() {
    LogTail tail = new LogTail(10);
    byte[] piece = new byte[16 * 1024];
    Arrays.fill(piece, (byte) 'x');

    for (int i = 0; i < 1000; i++) {
      tail.append(STDOUT, piece);
    }

    List<LogLine> lines = tail.lines();
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0).cut()).isTrue();
    assertThat(lines.get(0).text()).hasSize(LogTail.LONGEST_LINE);
  }

  @Test
  void boundsAllLinesTogether() {
    LogTail tail = new LogTail(1000);
    byte[] line = bytes("y".repeat(5000) + "\n");

    for (int i = 0; i < 1000; i++) {
      tail.append(STDOUT, line);
    }

    assertThat(tail.lines()).hasSize(LogTail.MOST / 5000);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
