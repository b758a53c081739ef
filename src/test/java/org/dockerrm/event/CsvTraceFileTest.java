package org.dockerrm.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class CsvTraceFileTest {

  private static final String HEADER = "time,api,request,response\r\n";
  private static final String TIME = "2026-11-21T03:04:05.678Z";

  @TempDir Path directory;
  private Path file;
  private TraceFile trace;

  @BeforeEach
  void opensATraceInADirectoryThatIsNotThereYet() {
    file = directory.resolve("a/b/trace.csv");
    trace = open();
  }

  @Test
  void writesTheHeaderOnceAndARowForEachCall() throws IOException {
    trace.append("GET /types", "", "[]");
    open().append("docker-rm", "{}", "");
    assertThat(Files.readString(file))
        .isEqualTo(HEADER + TIME + ",GET /types,,[]\r\n" + TIME + ",docker-rm,{},\r\n");
  }

  @Test
  void writesNothingBeforeTheFirstRow() {
    assertThat(trace.isEnabled()).isTrue();
    assertThat(file).doesNotExist();
  }

  @Test
  void writesTheHeaderAgainWhenTheFileWasMovedAway() throws IOException {
    trace.append("a", "b", "c");
    Files.move(file, directory.resolve("old.csv"));
    trace.append("d", "e", "f");
    assertThat(Files.readString(file)).isEqualTo(HEADER + TIME + ",d,e,f\r\n");
  }

  @Test
  void quotesWhatIsSpecialAndKeepsTheRestAsItIs() throws IOException {
    trace.append("POST /x", "{\"a\": 1, \"b\": \"ü😀\"}", "one\r\ntwo\n\u0001\t=1+1");
    assertThat(Files.readString(file))
        .isEqualTo(
            HEADER
                + TIME
                + ",POST /x,\"{\"\"a\"\": 1, \"\"b\"\": \"\"ü😀\"\"}\","
                + "\"one\r\ntwo\n\u0001\t=1+1\"\r\n");
  }

  @Test
  void cutsALongFieldBetweenCharactersAndSaysSo() throws IOException {
    String start = "x".repeat(CsvTraceFile.MAX_FIELD_LENGTH - 1);
    trace.append("a", start + "😀", start + "y");
    assertThat(Files.readString(file))
        .isEqualTo(
            HEADER
                + TIME
                + ",a,"
                + start
                + "... [cut: "
                + (start.length() + 2)
                + " characters in all],"
                + start
                + "y\r\n");
  }

  @Test
  void makesAFileForItsOwnerOnly() throws IOException {
    trace.append("a", "b", "c");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void keepsRowsOfManyThreadsWhole() throws IOException {
    String body = "x".repeat(5000);
    IntStream.range(0, 200).parallel().forEach(i -> trace.append("call " + i, body, body));
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(201);
    assertThat(lines.subList(1, 201))
        .allMatch(line -> line.matches(TIME + ",call [0-9]+," + body + "," + body))
        .doesNotHaveDuplicates();
  }

  @Test
  @ExtendWith(OutputCaptureExtension.class)
  void tellsOnceThatItCannotWriteAndNeverFailsTheCaller(CapturedOutput output) throws IOException {
    Files.createFile(directory.resolve("a"));
    trace.append("a", "b", "c");
    trace.append("a", "b", "c");
    assertThat(output.getAll()).containsOnlyOnce("cannot be written, rows are lost");
  }

  private TraceFile open() {
    Clock clock = Clock.fixed(Instant.parse("2026-11-21T03:04:05.678901Z"), ZoneOffset.UTC);
    return new CsvTraceFile(file, clock);
  }
}
