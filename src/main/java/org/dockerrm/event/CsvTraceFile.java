package org.dockerrm.event;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The trace as a CSV file: UTF-8, rows end with CR LF, a field with anything special is quoted. The
 * file is opened for each row, so that it may be moved away or deleted at any time. It is readable
 * for its owner only: bodies may hold confidential data.
 */
final class CsvTraceFile implements TraceFile {

  static final int MAX_FIELD_LENGTH = 64 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(CsvTraceFile.class);
  private static final String HEADER = "time,api,request,response\r\n";
  private static final Set<StandardOpenOption> APPEND =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private final Path file;
  private final Clock clock;
  private boolean failing;

  /**
   * @param file the file to append to; it and its directory are made when missing
   */
  CsvTraceFile(Path file, Clock clock) {
    this.file = file.toAbsolutePath();
    this.clock = clock;
  }

  @Override
  public boolean isEnabled() {
    return true;
  }

  @Override
  public void append(String api, String request, String response) {
    String time =
        DateTimeFormatter.ISO_INSTANT.format(clock.instant().truncatedTo(ChronoUnit.MILLIS));
    String row =
        Stream.of(time, api, request, response)
            .map(CsvTraceFile::field)
            .collect(Collectors.joining(",", "", "\r\n"));
    write(row);
  }

  private synchronized void write(String row) {
    try {
      Files.createDirectories(file.getParent());
      try (FileChannel channel =
          FileChannel.open(file, APPEND, PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
        String text = channel.size() == 0 ? HEADER + row : row;
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
      failing = false;
    } catch (IOException e) {
      if (!failing) {
        LOG.warn("The trace file {} cannot be written, rows are lost: {}", file, e.toString());
      }
      failing = true;
    }
  }

  private static String field(String value) {
    String text = cut(value);
    return text.chars().anyMatch(c -> c < ' ' || c == '"' || c == ',')
        ? "\"" + text.replace("\"", "\"\"") + "\""
        : text;
  }

  private static String cut(String value) {
    if (value.length() <= MAX_FIELD_LENGTH) {
      return value;
    }
    int end =
        Character.isHighSurrogate(value.charAt(MAX_FIELD_LENGTH - 1))
            ? MAX_FIELD_LENGTH - 1
            : MAX_FIELD_LENGTH;
    return value.substring(0, end) + "... [cut: " + value.length() + " characters in all]";
  }
}
