package org.dockerrm.location.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.dockerrm.location.LogLine;

/** Keeps the last lines of a log that may be of any length, in bounded memory. */
final class LogTail {

  /** Of a longer line the beginning is kept, in bytes. */
  static final int LONGEST_LINE = 8 * 1024;

  /** All that is kept, in characters. */
  static final int MOST = 1024 * 1024;

  private final int lines;
  private final Deque<LogLine> last = new ArrayDeque<>();
  private final Map<LogLine.Stream, Line> open = new EnumMap<>(LogLine.Stream.class);
  private int size;

  LogTail(int lines) {
    this.lines = lines;
  }

  /** Takes the next piece of a stream. */
  synchronized void append(LogLine.Stream stream, byte[] bytes) {
    Line line = open.computeIfAbsent(stream, any -> new Line());
    for (byte next : bytes) {
      if (next == '\n') {
        keep(line.end(stream));
      } else {
        line.append(next);
      }
    }
  }

  /** What there is, the oldest first; a line without an end counts as one. */
  synchronized List<LogLine> lines() {
    open.forEach(
        (stream, line) -> {
          if (line.begun) {
            keep(line.end(stream));
          }
        });
    return List.copyOf(last);
  }

  private void keep(LogLine line) {
    last.addLast(line);
    size += line.text().length();
    while (last.size() > lines || size > MOST) {
      size -= last.removeFirst().text().length();
    }
  }

  /** A line that has not ended. */
  private static final class Line {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean begun;
    private boolean cut;

    void append(byte next) {
      begun = true;
      if (bytes.size() < LONGEST_LINE) {
        bytes.write(next);
      } else {
        cut = true;
      }
    }

    LogLine end(LogLine.Stream stream) {
      String text = bytes.toString(StandardCharsets.UTF_8);
      LogLine line =
          new LogLine(
              stream, text.endsWith("\r") ? text.substring(0, text.length() - 1) : text, cut);
      bytes.reset();
      begun = false;
      cut = false;
      return line;
    }
  }
}
